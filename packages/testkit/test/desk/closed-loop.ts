import { defaultAccess, defineDesk, defineGuard, defineWorkflow, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Definition } from './changing-desk.js'
import { type DecidingWorld, expectSound, log, openDeciding, request, toldOf } from './deciding-desk.js'
import { entry, ticket as imported } from './import-log.js'
import { type CreateDeskFixture, failure } from './world.js'

const hasTeam = defineGuard({
  id: 'hasTeam',
  params: z.strictObject({}),
  test: ({ ticket }) => ticket.team !== null || { code: 'no-team' },
})
const broken = defineGuard({
  id: 'broken',
  params: z.strictObject({}),
  test: () => {
    throw new Error('a guard failed')
  },
})

/** Heeds replies and calls back; the desk alone may end a wait. */
const complaint = defineWorkflow({
  id: 'complaint',
  version: 1,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { ask: 'waiting', askTeam: 'waitingForTeam', askOddly: 'odd', solve: 'solved' } },
    waiting: {
      tags: ['waiting', 'sla-paused'],
      on: { answered: { target: 'open', roles: ['system'] }, resume: 'open' },
      onReply: 'answered',
    },
    waitingForTeam: {
      tags: ['waiting'],
      on: { answered: { target: 'open', guards: [{ type: 'hasTeam' }] } },
      onReply: 'answered',
    },
    odd: { tags: ['waiting'], on: { answered: { target: 'open', guards: [{ type: 'broken' }] } }, onReply: 'answered' },
    solved: {
      tags: ['solved'],
      on: {
        rework: { target: 'open', roles: ['lead'], requires: ['reason'] },
        confirm: { target: 'closed', roles: ['requester', 'agent', 'lead'] },
        refuse: { target: 'open', roles: ['requester', 'agent', 'lead'], requires: ['reason'] },
        reopen: 'open',
      },
      timeout: { after: { days: 7 }, send: 'confirm' },
      onReply: 'rework',
      confirmation: { confirmed: 'confirm', refused: 'refuse' },
    },
    closed: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

const desk = defineDesk({
  workflows: [complaint],
  guards: [hasTeam, broken],
  access: defaultAccess(),
}) as unknown as Definition

const types = async (world: DecidingWorld, id: string) => (await log(world, id)).map(({ type }) => type)
const moves = async (world: DecidingWorld, id: string) =>
  (await log(world, id)).filter(({ type }) => type === 'ticket.transitioned').map(({ data }) => data['event'])

/** A ticket of the customer cem that came to a state by these events. */
async function came(create: CreateDeskFixture, ...events: readonly string[]) {
  const world = await openDeciding(create, desk)
  await world.put('sam')
  const { id } = await world.sam.create(request())
  await world.sam.assign(id, { agent: 'sam' })
  for (const type of events) {
    await world.pass({ minutes: 1 })
    await world.sam.send(id, { type })
  }
  await world.pass({ minutes: 1 })
  return { world, id, cem: world.as('requester', 'cem') }
}

/** How a requester's reply moves a ticket, and how an agent's call does. */
export function closedLoopScenarios(create: CreateDeskFixture): void {
  describe("a requester's reply", () => {
    it('ends the wait for it in the same commit, sent by the desk itself', async () => {
      const { world, id, cem } = await came(create, 'ask')
      expect(await failure(cem.send(id, { type: 'answered' }))).toMatchObject({ code: 'TRANSITION_REFUSED' })
      const { version } = await world.sam.get(id)
      await cem.reply(id, { body: 'It is the blue one.' })
      const events = (await log(world, id)).filter(({ seq }) => seq > version)
      expect(events.map(({ type, actor }) => [type, actor.type])).toEqual([
        ['message.added', 'requester'],
        ['ticket.transitioned', 'system'],
      ])
      expect(new Set(events.map(({ recordedAt }) => recordedAt.getTime())).size).toBe(1)
      const record = await world.store.load('acme', id)
      expect(record).toMatchObject({ state: 'open', facts: { pauses: [{ to: world.now() }] } })
      await world.work({ minutes: 1 })
      expect(await toldOf(world, 'agent', 'sam')).toEqual([['message.requesterWrote', id]])
      await expectSound(world)
    })

    it('reopens what is solved, which then waits for an answer; what is closed stays closed', async () => {
      const { world, id, cem } = await came(create, 'solve')
      const message = await cem.reply(id, { body: 'It hums again.' })
      // The message is the reason that the event requires.
      expect((await log(world, id)).at(-1)).toMatchObject({ data: { event: 'rework', messageId: message.id } })
      expect(await world.store.load('acme', id)).toMatchObject({
        state: 'open',
        timeoutAt: null,
        facts: { reopenings: 1, answer: { from: world.now(), to: null } },
      })
      await world.sam.send(id, { type: 'solve' })
      await world.sam.send(id, { type: 'confirm' })
      await cem.reply(id, { body: 'Thank you.' })
      expect((await world.sam.get(id)).state).toBe('closed')
      await expectSound(world)
    })

    it('counts alone: no message of the desk, no note, no reason of an event does', async () => {
      const { world, id } = await came(create, 'ask')
      await world.sam.reply(id, { body: 'Which one?' })
      await world.sam.note(id, { body: 'A note' })
      await world.sam.watch(id, { watcher: 'colin' })
      await world.as('collaborator', 'colin').note(id, { body: 'Another' })
      // Of the same id as the customer, and not the customer.
      await world.as('agent', 'cem').reply(id, { body: 'An agent' })
      expect((await world.sam.get(id)).state).toBe('waiting')
      await expectSound(world)
    })

    it('stands where the workflow refuses the event, or a guard throws, of which the host hears', async () => {
      const { world, id, cem } = await came(create, 'askTeam')
      await cem.reply(id, { body: 'Here I am.' })
      expect(await types(world, id)).toEqual([
        'ticket.created',
        'ticket.assigned',
        'ticket.transitioned',
        'message.added',
      ])
      await world.sam.assign(id, { team: 'lamps' })
      await cem.reply(id, { body: 'And again.' })
      expect((await world.sam.get(id)).state).toBe('open')
      await expectSound(world)
      await world.sam.send(id, { type: 'askOddly' })
      await cem.reply(id, { body: 'And again.' })
      expect((await world.sam.get(id)).state).toBe('odd')
      expect((await world.sam.thread(id)).items).toHaveLength(3)
      expect(world.errors).toMatchObject([{ code: 'POLICY_FAILED' }])
    })

    it('moves once with its key, and once when 32 come at once', async () => {
      const { world, id, cem } = await came(create, 'ask')
      for (const _ of [1, 2]) await cem.reply(id, { body: 'x' }, { idempotencyKey: 'k' })
      expect(await moves(world, id)).toEqual(['ask', 'answered'])
      await world.sam.send(id, { type: 'ask' })
      await Promise.all(Array.from({ length: 32 }, (_, index) => cem.reply(id, { body: `${index}` })))
      expect(await moves(world, id)).toEqual(['ask', 'answered', 'ask', 'answered'])
      expect((await world.sam.thread(id, { limit: 100 })).items).toHaveLength(33)
      await expectSound(world)
    })

    it('comes after the time-out that was due before it', async () => {
      const { world, id, cem } = await came(create, 'solve')
      await world.pass({ days: 8 })
      await cem.reply(id, { body: 'Too late' })
      expect((await world.sam.get(id)).state).toBe('closed')
      expect(await moves(world, id)).toEqual(['solve', 'confirm'])
      await expectSound(world)
    })

    it('of the past moves nothing: where an imported ticket went, the import tells', async () => {
      const { world } = await came(create)
      const actor = { type: 'requester', id: 'cem' }
      const begun = { type: 'create', subject: 'Old', requester: { id: 'cem' }, state: 'waiting' } as const
      const tickets = [imported('1', entry(0, begun), { ...entry(1, { type: 'reply', body: 'x' }), actor })] as never
      const reports = []
      for await (const report of world.as('service').import({ source: 'old', tickets })) reports.push(report)
      expect((await world.sam.get(reports[0]?.ticketId ?? '')).state).toBe('waiting')
      await expectSound(world)
    })

    it('moves tickets of the ready-made workflow from its version 2 on; those of version 1 stay as they were', async () => {
      const states = Object.entries(supportWorkflow.states).map(([name, state]) => {
        return [name, Object.fromEntries(Object.entries(state).filter(([key]) => key !== 'onReply'))]
      })
      const former = { ...supportWorkflow, version: 1, states: Object.fromEntries(states) }
      const of = (workflow: unknown) =>
        defineDesk({
          workflows: [workflow as typeof supportWorkflow],
          access: defaultAccess(),
        }) as unknown as Definition
      const world = await openDeciding(create, of(former))
      const node = await world.node(of(supportWorkflow))
      const made = [await world.sam.create(request()), await node.sam.create(request())]
      const ended: string[] = []
      for (const { id } of made) {
        await node.sam.send(id, { type: 'askRequester' })
        await node.as('requester', 'cem').reply(id, { body: 'x' })
        await node.sam.send(id, { type: 'solve' })
        await world.pass({ minutes: 1 })
        await node.as('requester', 'cem').reply(id, { body: 'x' })
        ended.push(...(await moves(world, id)).map(String), '')
      }
      const later = ['askRequester', 'resume', 'solve', 'reopen', '']
      expect(ended).toEqual(['askRequester', 'solve', '', ...later])
      await expectSound(world)
    })
  })

  describe('a call-back', () => {
    it('is counted, and a yes closes; the words are a note, and the customer sees neither', async () => {
      const { world, id, cem } = await came(create, 'solve')
      const tried = await world.sam.recordCallBack(id, { outcome: 'unreached' })
      expect(tried).toMatchObject({ state: 'solved', callBacks: { attempts: 1, lastAt: new Date(world.now()) } })
      await world.pass({ minutes: 5 })
      await world.sam.recordCallBack(id, { outcome: 'unreached', note: 'Nobody there' })
      expect((await cem.get(id)).callBacks).toBeNull()
      const closed = await world.sam.recordCallBack(id, { outcome: 'confirmed', note: 'She is content' })
      expect(closed).toMatchObject({ state: 'closed', callBacks: { attempts: 3 } })
      expect((await cem.thread(id)).items).toEqual([])
      expect((await world.sam.thread(id)).items.map(({ body }) => body)).toEqual(['Nobody there', 'She is content'])
      expect((await types(world, id)).slice(-3)).toEqual(['message.added', 'callback.recorded', 'ticket.transitioned'])
      expect(JSON.stringify(await log(world, id))).not.toContain('content')
      await expectSound(world)
    })

    it('with a no reopens the same ticket; its note is the reason, and the next solution is confirmed anew', async () => {
      const { world, id } = await came(create, 'solve')
      const lacking = await failure(world.sam.recordCallBack(id, { outcome: 'refused' }))
      expect(lacking).toMatchObject({ code: 'TRANSITION_REFUSED', details: { reasons: [{ code: 'reason-missing' }] } })
      // Nothing of it was recorded.
      expect((await world.sam.get(id)).callBacks).toBeNull()
      expect(await world.sam.recordCallBack(id, { outcome: 'refused', note: 'Hums' })).toMatchObject({ state: 'open' })
      const [moved] = (await log(world, id)).slice(-1)
      expect([moved?.type, typeof moved?.data['messageId']]).toEqual(['ticket.transitioned', 'string'])
      expect(await world.sam.send(id, { type: 'solve' })).toMatchObject({ callBacks: null })
      expect(await world.sam.recordCallBack(id, { outcome: 'unreached' })).toMatchObject({ callBacks: { attempts: 1 } })
      await expectSound(world)
    })

    it('is refused where the state asks for none, to whoever may not, and for what is no outcome', async () => {
      const { world, id, cem } = await came(create)
      const yes = { outcome: 'confirmed' } as const
      const reasons = [{ code: 'no-confirmation', state: 'open' }]
      expect(await failure(world.sam.recordCallBack(id, yes))).toMatchObject({
        code: 'COMMAND_REFUSED',
        details: { reasons },
      })
      await world.sam.send(id, { type: 'solve' })
      await world.sam.watch(id, { watcher: 'colin' })
      expect(await failure(cem.recordCallBack(id, yes))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await failure(world.as('collaborator', 'colin').recordCallBack(id, yes))).toMatchObject({
        code: 'FORBIDDEN',
      })
      expect(await failure(world.as('agent', 'sam', 'other').recordCallBack(id, yes))).toMatchObject({
        code: 'NOT_FOUND',
      })
      for (const wrong of [{}, { outcome: 'maybe' }, { ...yes, note: '' }, { ...yes, more: 1 }]) {
        expect(await failure(world.sam.recordCallBack(id, wrong as never))).toMatchObject({ code: 'INVALID_INPUT' })
      }
      expect((await world.sam.get(id)).state).toBe('solved')
    })

    it('closes once when two agents call at once, and once with its key', async () => {
      const { world, id } = await came(create, 'solve')
      const call = () => world.sam.recordCallBack(id, { outcome: 'confirmed' })
      const ended = await Promise.allSettled([call(), call()])
      expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await world.sam.send(id, { type: 'reopen' })
      await world.sam.send(id, { type: 'solve' })
      const keyed = () => world.sam.recordCallBack(id, { outcome: 'unreached' }, { idempotencyKey: 'k' })
      expect(await keyed()).toEqual(await keyed())
      expect((await world.sam.get(id)).callBacks?.attempts).toBe(1)
      await expectSound(world)
    })
  })
}
