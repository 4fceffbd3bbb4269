import { createDesk, defaultAccess, defineDesk, matrix, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type CreateDeskFixture, expectSoundWorld, failure, newTicket, openWorld } from './world.js'

/** What attackers tried on the foundation (issue 2) and got through with, once. */
export function attackScenarios(create: CreateDeskFixture): void {
  describe('an attacker', () => {
    it('cannot become somebody else by changing what a command returned', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      const message = await agent.reply(id, { body: 'Hello' })
      Object.assign(message.author, { type: 'admin' })
      world.desk.subscribe((event) => Object.assign(event.actor, { type: 'admin' }))
      await agent.reply(id, { body: 'Again' })
      expect(await failure(agent.erase(id))).toMatchObject({ code: 'FORBIDDEN' })
      const { items } = await agent.history(id)
      expect(items.map(({ actor }) => actor.type)).not.toContain('admin')
    })

    it('who is a requester cannot take the external ids of an import', async () => {
      const world = await openWorld(create)
      const requester = world.as('requester', 'c1')
      const external = { source: 'old', id: '1' }
      expect(await failure(requester.create({ subject: 'Mine', external }))).toMatchObject({ code: 'FORBIDDEN' })
      const { id } = await requester.create({ subject: 'Mine' })
      expect(await failure(requester.reply(id, { body: 'Mine', external }))).toMatchObject({ code: 'FORBIDDEN' })
    })

    it('cannot let an import write the past of one ticket onto another', async () => {
      const world = await openWorld(create)
      const { id } = await world.as('agent').create({ ...newTicket(), external: { source: 'old', id: '1' } })
      const tickets = [
        {
          externalId: '1',
          entries: [{ position: 1, occurredAt: new Date(0), commands: [{ type: 'note', body: 'x' }] }],
        },
      ] as const
      const run = async () => {
        for await (const _ of world.as('service').import({ source: 'old', tickets })) void _
      }
      expect(await failure(run())).toMatchObject({ code: 'EXTERNAL_ID_TAKEN', details: { ticketId: id } })
    })

    it('cannot hold up everybody with an effect that never answers', async () => {
      const world = await openWorld(create, { handle: () => new Promise(() => {}) })
      const agent = world.as('agent')
      await agent.create(newTicket())
      const { id } = await agent.create(newTicket())
      await agent.send(id, { type: 'solve' })
      await world.advance({ days: 8 })
      await world.desk.system.tick({ leaseMs: 50, limit: 10 })
      expect((await agent.get(id)).state).toBe('closed')
    })

    it('who repeats an erasure removes nothing that was attached after it', async () => {
      const world = await openWorld(create)
      const admin = world.as('admin')
      const { id } = await admin.create(newTicket())
      const upload = () => admin.upload({ name: 'a.txt', type: 'text/plain', bytes: new Uint8Array([1]) })
      const before = await upload()
      await admin.attach(id, { attachmentId: before.id })
      await admin.erase(id, { idempotencyKey: 'k' })
      const after = await upload()
      await admin.attach(id, { attachmentId: after.id })
      await admin.erase(id, { idempotencyKey: 'k' })
      await world.desk.system.tick()
      expect((await admin.download(after.id)).attachment.name).toBe('a.txt')
      expect(await failure(admin.download(before.id))).toMatchObject({ code: 'NOT_FOUND' })
      await expectSoundWorld(world)
    })

    it('cannot keep personal values in decisions: a policy that would reveal them is refused', () => {
      const define = () =>
        defineDesk({
          fields: z.object({ illness: z.string(), severity: z.string() }),
          personal: ['illness'],
          workflows: [supportWorkflow],
          priority: matrix({ impact: 'illness', urgency: 'severity', levels: ['a'], table: {}, otherwise: 'a' }),
          access: defaultAccess(),
        })
      expect(define).toThrow(/keeps illness in its reasons/)
    })

    it('cannot make a desk keep reasons that a store would lose: the policy has failed, and the ticket is there', async () => {
      const fixture = await create()
      for (const reasons of [null, 'because', [undefined], [{ code: 'x', why: 1n }], [{ code: 'a\u0000b' }]]) {
        const priority = {
          id: 'own',
          version: 1,
          levels: ['a'] as const,
          decide: () => ({ level: 'a' as const, reasons }),
        }
        const definition = defineDesk({
          workflows: [supportWorkflow],
          access: defaultAccess(),
          priority: priority as never,
        })
        const errors: unknown[] = []
        const desk = await createDesk(definition, { store: fixture.store, onError: (error) => errors.push(error) })
        const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
        const { id, priority: level } = await agent.create({ subject: 'x', requester: { id: 'c1' } })
        expect(level).toBe('a')
        const { priority: decided } = await agent.explain(id)
        expect(decided?.reasons).toEqual([{ code: 'policy-failed', level: 'a' }])
        expect(errors).toMatchObject([{ code: 'POLICY_FAILED' }])
      }
      await fixture.destroy()
    })

    it('who sends a million unknown keys gets a short answer', async () => {
      const world = await openWorld(create)
      const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1]))
      const error = await failure(world.as('agent').create({ ...newTicket(), ...many }))
      expect(error.code).toBe('INVALID_INPUT')
      expect(JSON.stringify(error).length).toBeLessThan(5_000)
    })

    it('who changes one ticket from a hundred places at once delays everybody and fails nobody', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      await Promise.all(Array.from({ length: 100 }, (_, index) => agent.tag(id, { add: [`t${index}`] })))
      expect((await agent.get(id)).tags).toHaveLength(100)
      await expectSoundWorld(world)
    })
  })
}
