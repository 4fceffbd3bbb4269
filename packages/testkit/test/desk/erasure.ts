import { replay } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, expectSoundWorld, failure, openWorld, type World } from './world.js'

const CANARY = 'Canary'
const KEY = { idempotencyKey: 'k' }

/** A ticket with a canary in every place where a person writes. */
async function ticketOfSecrets(world: World) {
  const [requester, agent, lead] = [world.as('requester'), world.as('agent'), world.as('lead')]
  const first = await requester.upload({
    name: `${CANARY}-1.txt`,
    type: 'a/b',
    bytes: new TextEncoder().encode(CANARY),
  })
  const second = await agent.upload({ name: `${CANARY}-2.txt`, type: 'a/b', bytes: new Uint8Array(1) })
  const { id } = await requester.create(
    {
      subject: `${CANARY} 1`,
      body: `${CANARY} 2`,
      attachments: [first.id],
      fields: { phone: `${CANARY} 3`, address: { street: `${CANARY} 4` }, product: 'kept' },
    },
    KEY,
  )
  await world.advance({ hours: 1 })
  await agent.update(id, { subject: `${CANARY} 5`, fields: { phone: `${CANARY} 6` } }, KEY)
  await agent.update(id, { fields: { phone: null, address: { street: `${CANARY} 7`, city: CANARY } } })
  await agent.reply(id, { body: `${CANARY} 8`, attachments: [second.id] }, KEY)
  await agent.note(id, { body: `${CANARY} 9` }, KEY)
  await lead.override(id, { state: 'solved', reason: `${CANARY} 10` }, KEY)
  return { id, files: [first.id, second.id], begun: new Date(world.now() - 3_600_000) }
}

/** Everything there is: through the port, what waits to be delivered and fired included, and where it can be had, as rows. */
async function wholeText(world: World, id: string): Promise<string> {
  const keys = ['create', 'update', 'reply', 'note', 'override'].flatMap((command) =>
    ['requester', 'agent', 'lead'].map((role) => JSON.stringify([role, `${role}-1`, command])),
  )
  const records = await Promise.all(keys.map((scope) => world.store.findByIdempotencyKey('acme', scope, 'k')))
  expect(records.filter(Boolean)).toHaveLength(5)
  const parts = [
    await everything(world),
    records,
    await world.store.contents('acme', id),
    await world.store.attachments('acme', id),
    (await world.fixture.rows?.()) ?? '',
    await world.store.claimOutbox({ limit: 1_000, leaseMs: 1, token: 'scan' }),
    await world.store.claimTimers({ limit: 1_000, leaseMs: 1, token: 'scan' }),
  ]
  return JSON.stringify(parts)
}

/** What is left of a ticket that was erased. */
export function erasureScenarios(create: CreateDeskFixture): void {
  describe('erasing', () => {
    it('leaves nothing of what persons wrote, anywhere, and the ticket still folds', async () => {
      const world = await openWorld(create)
      const { id } = await ticketOfSecrets(world)
      await world.advance({ days: 30 })
      expect((await wholeText(world, id)).split(CANARY).length).toBeGreaterThan(12)
      await world.advance({ seconds: 1 })
      const erased = await world.as('admin').erase(id)
      expect(erased).toMatchObject({ subject: null, state: 'closed', fields: { product: 'kept' } })
      const text = await wholeText(world, id)
      expect(text).not.toContain(CANARY)
      expect(text).toContain('kept')
      await expectSoundWorld(world)
      const events = await world.store.history({ tenant: 'acme', ticketId: id, afterSeq: 0, limit: 1_000 })
      const { subject, personal, dueAt, ...view } = { ...(await world.store.load('acme', id)) }
      expect(replay(events)).toEqual(view)
      expect([subject, personal, dueAt]).toEqual([null, { phone: null, address: null }, null])
    })

    it('shows in every read, now and then, that something was there and is gone', async () => {
      const world = await openWorld(create)
      const { id, files, begun } = await ticketOfSecrets(world)
      const agent = world.as('agent')
      expect(await agent.get(id, { at: begun })).toMatchObject({
        subject: `${CANARY} 1`,
        fields: { phone: `${CANARY} 3` },
      })
      await world.as('admin').erase(id)
      const then = await agent.get(id, { at: begun })
      expect(then.subject).toBeNull()
      expect(then.fields).toEqual({ severity: 'low', affected: 'one', product: 'kept' })
      const { items } = await agent.thread(id)
      expect(items.map(({ body }) => body)).toEqual([null, null, null, null])
      expect(items.flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual([null, null])
      for (const file of files) expect(await failure(agent.download(file))).toMatchObject({ code: 'NOT_FOUND' })
      const records = await world.store.attachments('acme', id)
      expect(await world.files.get(records[0]?.key ?? '')).not.toBeNull()
      await world.desk.system.tick()
      for (const { key } of records) expect(await world.files.get(key)).toBeNull()
      expect(records).toHaveLength(2)
      expect((await agent.history(id)).items.at(-1)).toMatchObject({ type: 'ticket.erased', actor: { type: 'admin' } })
    })

    it('is for admins, and answers a repeated key without the texts', async () => {
      const world = await openWorld(create)
      const { id } = await ticketOfSecrets(world)
      for (const role of ['requester', 'agent', 'lead', 'service']) {
        expect(await failure(world.as(role).erase(id))).toMatchObject({ code: 'FORBIDDEN' })
      }
      const admin = world.as('admin')
      const erased = await admin.erase(id, KEY)
      expect(await admin.erase(id, KEY)).toEqual(erased)
      const again = [
        await world
          .as('agent')
          .reply(id, { body: `${CANARY} 8`, attachments: [] }, { idempotencyKey: 'other' })
          .then(() => null),
        (await world.as('agent').note(id, { body: `${CANARY} 9` }, KEY)).body,
        (await world.as('agent').update(id, { subject: `${CANARY} 5`, fields: { phone: `${CANARY} 6` } }, KEY)).subject,
      ]
      expect(again).toEqual([null, null, null])
    })

    it('does not stop what comes later: the ticket is worked on, filled and erased again', async () => {
      const world = await openWorld(create)
      const { id } = await ticketOfSecrets(world)
      const [agent, admin] = [world.as('agent'), world.as('admin')]
      await admin.erase(id)
      await agent.send(id, { type: 'reopen' })
      const filled = await agent.update(id, { subject: `${CANARY} new`, fields: { phone: `${CANARY} new` } })
      expect(filled).toMatchObject({ subject: `${CANARY} new`, fields: { phone: `${CANARY} new` } })
      await agent.reply(id, { body: `${CANARY} new` })
      expect(await agent.get(id)).toMatchObject({ subject: `${CANARY} new` })
      await expectSoundWorld(world)
      await admin.erase(id)
      expect(await wholeText(world, id)).not.toContain(CANARY)
      await expectSoundWorld(world)
    })

    it('leaves other tickets and other tenants alone', async () => {
      const world = await openWorld(create)
      const { id } = await ticketOfSecrets(world)
      const others = [world.as('agent'), world.as('agent', 'agent-1', 'other')]
      const kept = await Promise.all(
        others.map((desk) =>
          desk.create({ subject: 'Other', body: 'Text', requester: { id: 'r' }, fields: { phone: '1' } }),
        ),
      )
      await world.as('admin').erase(id)
      for (const [index, desk] of others.entries()) {
        const ticket = kept[index]
        expect(await desk.get(ticket?.id ?? '')).toEqual(ticket)
        expect((await desk.thread(ticket?.id ?? '')).items[0]?.body).toBe('Text')
      }
    })

    it('erases what a message carries that arrives at the same time, or what it carries stays whole', async () => {
      const world = await openWorld(create)
      const { id } = await ticketOfSecrets(world)
      const agent = world.as('agent')
      await Promise.all([
        ...[1, 2, 3].map((index) => agent.reply(id, { body: `late ${index}` })),
        agent.update(id, { subject: 'late', fields: { phone: 'late' } }),
        world.as('admin').erase(id),
      ])
      const { items } = await agent.history(id)
      const erasedAt = items.find(({ type }) => type === 'ticket.erased')?.seq ?? 0
      for (const { seq, body } of (await agent.thread(id)).items) {
        expect([seq, body === null]).toEqual([seq, seq < erasedAt])
      }
      await expectSoundWorld(world)
    })
  })
}
