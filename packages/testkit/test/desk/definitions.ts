import {
  createDesk,
  type DeskDefinition,
  type DeskShape,
  DocketError,
  defaultAccess,
  defineDesk,
  defineGuard,
  defineWorkflow,
  supportWorkflow,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { commitOf } from '../../src/store/records.js'
import {
  type CreateDeskFixture,
  everything,
  expectSoundWorld,
  failure,
  newTicket,
  openWorld,
  type World,
} from './world.js'

const access = defaultAccess()
const sunny = defineGuard({ id: 'sunny', params: z.strictObject({}), test: () => true })

function flow(version: number, more: { readonly guards?: readonly { type: string }[]; readonly days?: number } = {}) {
  return defineWorkflow({
    id: 'flow',
    version,
    initial: 'begun',
    states: {
      begun: {
        tags: ['open'],
        on: { end: { target: 'ended', guards: more.guards ?? [] } },
        timeout: { after: { days: more.days ?? 1 }, send: 'end' },
      },
      ended: { tags: ['terminal'] },
    },
  })
}

type Definition = DeskDefinition<DeskShape & { readonly effect: never }>

async function nodeWith({ store, fixture }: World, definition: Definition, prefix = 'an-id-of-a-node') {
  const errors: unknown[] = []
  const ids = sequentialIds(prefix)
  const desk = await createDesk(definition, {
    store,
    clock: fixture.clock,
    ids,
    onError: (error: unknown) => errors.push(error),
  })
  return {
    desk,
    errors,
    agent: desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'agent-1' } }),
    lead: desk.as({ tenant: 'acme', actor: { type: 'lead', id: 'l' } }),
  }
}

/** Writes a ticket into a state that its workflow does not have, as an old node or a mistaken hand would. */
async function strand(world: World, ticketId: string): Promise<void> {
  const ticket = await world.store.load('acme', ticketId)
  if (ticket === null) throw new Error('no ticket')
  const version = ticket.version + 1
  const moved = { ...ticket, state: 'limbo', version, stateVersion: version }
  const data = { event: 'x', from: ticket.state, to: 'limbo', phase: ticket.phase, paused: false, effects: [] }
  const event = {
    tenant: 'acme',
    ticketId,
    seq: version,
    type: 'ticket.transitioned',
    occurredAt: world.now(),
    recordedAt: world.now(),
    actor: { type: 'agent', id: 'x' },
    cause: null,
    data,
  }
  const expectation = [{ ticketId, version: ticket.version }]
  const commit = commitOf({
    tenant: 'acme',
    expect: expectation,
    tickets: [{ ...moved, stateSince: world.now() }],
    events: [event],
  })
  expect(await world.store.commit(commit)).toEqual({ ok: true })
}

/** What a desk makes of definitions that are not the ones a ticket began with. */
export function definitionScenarios(create: CreateDeskFixture): void {
  describe('definitions', () => {
    it('that changed without a new version are refused at the start, and nothing is registered', async () => {
      const world = await openWorld(create)
      await nodeWith(world, defineDesk({ workflows: [flow(1)], access }))
      const changed = defineDesk({ workflows: [flow(1, { days: 2 }), flow(2)], access })
      const error = await failure(nodeWith(world, changed))
      expect(error).toMatchObject({ code: 'DEFINITION_CHANGED', details: { id: 'flow', version: 1 } })
      await nodeWith(world, defineDesk({ workflows: [flow(1)], access }))
    })

    it('of one version are registered by many nodes that start at once', async () => {
      const world = await openWorld(create)
      const definition = defineDesk({ workflows: [flow(1), flow(2)], access })
      await Promise.all(Array.from({ length: 8 }, () => nodeWith(world, definition)))
    })

    it('in an older version that only the store knows still carry their tickets, time-outs included', async () => {
      const world = await openWorld(create)
      const old = await nodeWith(world, defineDesk({ workflows: [flow(1, { days: 3 })], access }), 'an-id-of-old-node')
      const { id } = await old.agent.create(newTicket())
      const young = await nodeWith(world, defineDesk({ workflows: [flow(2)], access }), 'an-id-of-new-node')
      const other = await young.agent.create(newTicket())
      expect([(await young.agent.get(id)).workflowVersion, other.workflowVersion]).toEqual([1, 2])
      expect(await young.agent.events(id)).toMatchObject([{ event: 'end', allowed: true }])
      await world.advance({ days: 1 })
      await young.desk.system.tick()
      expect((await young.agent.get(other.id)).state).toBe('ended')
      expect((await young.agent.get(id)).state).toBe('begun')
      await world.advance({ days: 2 })
      await young.desk.system.tick()
      expect(await young.agent.get(id)).toMatchObject({ state: 'ended', workflowVersion: 1 })
      expect([...old.errors, ...young.errors]).toEqual([])
    })

    it('with a guard that a node lacks are left to others: commands say so, timers wait and are never given up', async () => {
      const world = await openWorld(create)
      const guarded = defineDesk({ workflows: [flow(1, { guards: [{ type: 'sunny' }] })], guards: [sunny], access })
      const knowing = await nodeWith(world, guarded, 'an-id-of-knowing')
      const ignorant = await nodeWith(world, defineDesk({ workflows: [flow(2)], access }), 'an-id-of-ignorant')
      const { id } = await knowing.agent.create(newTicket())
      const before = await everything(world)
      for (const call of [
        () => ignorant.agent.send(id, { type: 'end' }),
        () => ignorant.agent.reply(id, { body: 'x' }),
        () => ignorant.agent.events(id),
        () => ignorant.lead.override(id, { state: 'ended' }),
      ]) {
        expect(await failure(call)).toMatchObject({ code: 'DEFINITION_UNKNOWN', kind: 'unavailable', retryable: true })
      }
      expect(await everything(world)).toEqual(before)
      expect((await ignorant.agent.get(id)).state).toBe('begun')
      await world.advance({ days: 1 })
      for (let index = 0; index < 40; index += 1) {
        await ignorant.desk.system.tick()
        await world.advance({ seconds: 15 })
      }
      expect(await ignorant.lead.deadLetters()).toEqual([])
      await knowing.desk.system.tick()
      expect((await knowing.agent.get(id)).state).toBe('ended')
    })

    it('that lost a state leave its tickets as they are, readable, and a lead can bring them back', async () => {
      const world = await openWorld(create)
      const [agent, lead] = [world.as('agent'), world.as('lead')]
      const { id } = await agent.create(newTicket())
      await strand(world, id)
      const before = await everything(world)
      for (const call of [
        () => agent.send(id, { type: 'solve' }),
        () => agent.reply(id, { body: 'x' }),
        () => agent.events(id),
        () => agent.explain(id),
      ]) {
        expect(await failure(call)).toMatchObject({
          code: 'STATE_UNKNOWN',
          kind: 'illegal',
          details: { state: 'limbo' },
        })
      }
      expect(await everything(world)).toEqual(before)
      expect((await agent.get(id)).state).toBe('limbo')
      expect((await agent.list({ where: { phase: 'open' } })).items).toHaveLength(1)
      expect(await lead.override(id, { state: 'solved', reason: 'Lost' })).toMatchObject({ state: 'solved' })
      await world.advance({ days: 7 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('closed')
      await expectSoundWorld(world)
    })

    it('need access and handlers: a desk without them does not start', async () => {
      const world = await openWorld(create)
      const withEffect = defineDesk({
        workflows: [supportWorkflow],
        access,
        effects: { mail: { on: ['ticket.created'] } },
      })
      expect(await failure(nodeWith(world, withEffect as never))).toMatchObject({ code: 'INVALID_DEFINITION' })
      expect(await failure(() => defineDesk({ workflows: [supportWorkflow] } as never))).toMatchObject({
        code: 'INVALID_DEFINITION',
      })
      expect(await failure(() => defineDesk({ workflows: [], access }))).toMatchObject({ code: 'INVALID_DEFINITION' })
    })
  })

  describe('the same seed', () => {
    it('and the same commands give the same bytes', async () => {
      const histories: string[] = []
      for (let index = 0; index < 2; index += 1) {
        const world = await openWorld(create, { routed: true })
        const [agent, admin] = [world.as('agent'), world.as('admin')]
        for (const id of ['ann', 'bob', 'cem']) await admin.directory.putAgent({ id, name: id, capacity: 6 })
        const random = seededRandom(42)
        const ids: string[] = []
        for (let turn = 0; turn < 60; turn += 1) {
          const id = ids[Math.floor(random.next() * ids.length)]
          const kind = Math.floor(random.next() * 6)
          if (id === undefined || kind === 0) ids.push((await agent.create({ ...newTicket(`${turn}`), body: 'x' })).id)
          else if (kind === 1) await agent.reply(id, { body: `${turn}` })
          else if (kind === 2) await agent.send(id, { type: 'solve' }).catch(ignoreRefusal)
          else if (kind === 3) await agent.send(id, { type: 'reopen' }).catch(ignoreRefusal)
          else if (kind === 4) await agent.tag(id, { add: [`t${turn}`] })
          else await agent.unassign(id)
          await world.advance({ hours: 7 })
          await world.desk.system.tick()
        }
        const events = await Promise.all(ids.map((id) => agent.history(id, { limit: 500 })))
        histories.push(JSON.stringify([events, world.delivered, await agent.list({ limit: 100 })]))
        expect(world.errors).toEqual([])
      }
      expect(histories[0]?.length).toBeGreaterThan(10_000)
      expect(histories[1]).toBe(histories[0])
    })
  })
}

function ignoreRefusal(error: unknown): void {
  if (!DocketError.is(error, 'TRANSITION_REFUSED')) throw error
}
