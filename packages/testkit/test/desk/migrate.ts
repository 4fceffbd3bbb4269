import {
  type ActorDesk,
  DocketError,
  defaultAccess,
  defineDesk,
  defineWorkflow,
  type RuleInput,
  type Store,
} from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type Definition, office } from './changing-desk.js'
import { type DecidingWorld, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

/** A job in its first version: looked at by the desk, done by the workshop. */
const first = defineWorkflow({
  id: 'job',
  version: 1,
  initial: 'intake',
  states: {
    intake: {
      tags: ['open'],
      stage: { owner: 'desk', within: { hours: 4 }, checklist: [{ id: 'looked' }] },
      on: { pass: 'work', ask: 'asking' },
    },
    asking: {
      tags: ['waiting', 'sla-paused'],
      partOf: 'intake',
      on: { answered: 'intake' },
      timeout: { after: { days: 1 }, send: 'answered' },
    },
    work: { tags: ['open'], stage: { owner: 'workshop', within: { hours: 8 } }, on: { finish: 'done' } },
    done: { tags: ['solved'], on: { close: 'closed' }, timeout: { after: { days: 7 }, send: 'close' } },
    closed: { tags: ['terminal'] },
  },
})

/** The second: intake and wait stay, the work is the factory's, and what is done closes sooner. */
const second = defineWorkflow({
  id: 'job',
  version: 2,
  initial: 'intake',
  states: {
    intake: {
      tags: ['open'],
      stage: { owner: 'desk', within: { hours: 2 }, checklist: [{ id: 'looked' }] },
      on: { pass: { target: 'making', requires: ['checklist'] }, ask: 'asking' },
    },
    asking: {
      tags: ['waiting', 'sla-paused'],
      partOf: 'intake',
      on: { answered: 'intake', giveUp: 'over' },
      timeout: { after: { days: 3 }, send: 'giveUp' },
    },
    making: { tags: ['open'], stage: { owner: 'factory', within: { hours: 8 } }, on: { finish: 'over' } },
    over: { tags: ['solved'], on: { close: 'closed' }, timeout: { after: { days: 2 }, send: 'close' } },
    closed: { tags: ['terminal'] },
  },
})

/** Another workflow, whose stage of the same name is another team's. */
const order = defineWorkflow({
  id: 'order',
  version: 1,
  initial: 'intake',
  states: {
    intake: {
      tags: ['open'],
      stage: { owner: 'front', within: { hours: 1 }, checklist: [{ id: 'looked' }] },
      on: { begin: 'begun' },
    },
    begun: { tags: ['open'], on: { end: 'ended' }, timeout: { after: { hours: 3 }, send: 'end' } },
    ended: { tags: ['terminal'] },
  },
})

const STATES = { intake: 'intake', asking: 'asking', work: 'making', done: 'over', closed: 'closed' }
const MOVE = { from: { workflow: 'job', version: 1 }, to: { workflow: 'job' }, states: STATES }

const deskOf = (workflow: typeof first | typeof second | typeof order, rules: readonly RuleInput[] = []): Definition =>
  defineDesk({
    workflows: [workflow],
    rules,
    access: defaultAccess(),
    calendars: { office: office() },
    sla: [{ id: 'stages', calendar: 'office', targets: { stage: {} } }],
  } as never) as unknown as Definition
const OLD = deskOf(first)
const NEW = deskOf(second)

/** A desk of the first version with a ticket in each of its states. */
async function openOld(create: CreateDeskFixture, wrap: (store: Store) => Store = (store) => store) {
  const world = await openDeciding(create, OLD, { wrap })
  const ids: Record<string, string> = {}
  for (const [state, events] of Object.entries({
    intake: [],
    asking: ['ask'],
    work: ['pass'],
    done: ['pass', 'finish'],
    closed: ['pass', 'finish', 'close'],
  })) {
    const { id } = await world.sam.create(request())
    for (const type of events) await world.sam.send(id, { type })
    ids[state] = id
    await world.pass({ seconds: 1 })
  }
  return { world, ids: ids as Record<keyof typeof STATES, string> }
}

/** A store that loses every workflow that is registered with it. */
const forgetful = (store: Store): Store => ({
  ...store,
  registerDefinitions: async (records) => {
    await store.registerDefinitions(records.filter(({ kind }) => kind !== 'workflow'))
    return [...records]
  },
})

const all = ({ store }: DecidingWorld) => everything({ store } as Parameters<typeof everything>[0])
const places = async (desk: ActorDesk, ids: Readonly<Record<string, string>>) =>
  Promise.all(
    Object.values(ids).map(async (id) => {
      const { workflow, workflowVersion, state } = await desk.get(id)
      return `${workflow} ${workflowVersion} ${state}`
    }),
  )
const MOVED = ['job 2 intake', 'job 2 asking', 'job 2 making', 'job 2 over', 'job 2 closed']

/** How tickets come from one version of a workflow to another. */
export function migrationScenarios(create: CreateDeskFixture): void {
  describe('a migration of workflows', () => {
    it('says first what would happen, and changes nothing by that', async () => {
      const { world, ids } = await openOld(create)
      const admin = (await world.node(NEW)).as('admin')
      const before = await all(world)
      const told = await admin.migrateWorkflow(MOVE)
      expect(told).toMatchObject({ failed: [], unmapped: [], unknown: [], examined: 5, next: null })
      expect(told.items[2]).toEqual({
        ticketId: ids.work,
        from: { workflow: 'job', version: 1, state: 'work' },
        to: { workflow: 'job', version: 2, state: 'making' },
      })
      const partial = await admin.migrateWorkflow({ ...MOVE, states: { intake: 'nowhere', done: 'over' } })
      expect(partial.items.map(({ ticketId }) => ticketId)).toEqual([ids.done])
      expect(partial.unknown).toEqual([{ state: 'intake', target: 'nowhere' }])
      expect(partial.unmapped).toEqual(['asking', 'work', 'closed'].map((state) => ({ state, tickets: 1 })))
      expect(await all(world)).toEqual(before)
    })

    it('moves tickets of a version that the code has no more, which can be read and worked until then', async () => {
      const { world, ids } = await openOld(create)
      const node = await world.node(NEW)
      const [sam, admin] = [node.as('agent', 'sam'), node.as('admin')]
      expect(await sam.events(ids.intake)).toMatchObject([{ event: 'pass', target: 'work' }, { event: 'ask' }])
      await sam.check(ids.intake, { item: 'looked' })
      await world.pass({ hours: 1 })
      const { items, failed } = await admin.migrateWorkflow({ ...MOVE, dryRun: false })
      expect([items.length, failed]).toEqual([5, []])
      expect(await places(sam, ids)).toEqual(MOVED)
      // The same stage goes on: what was checked, and by when it is due.
      expect(await sam.stage(ids.intake)).toMatchObject({ number: 1, dueAt: new Date(Date.UTC(2030, 2, 4, 13)) })
      expect(await sam.send(ids.intake, { type: 'pass' })).toMatchObject({ state: 'making', team: 'factory' })
      // The factory's is another stage than the workshop's.
      expect(await sam.get(ids.work)).toMatchObject({ team: 'factory', stage: { name: 'making', number: 3 } })
      const written = (await log(world, ids.work)).slice(-4).map(({ type }) => type)
      expect(written).toContain('ticket.migrated')
      // Time-outs count from the move, and are those of the new version.
      await world.work({ days: 2, minutes: 1 })
      expect((await sam.get(ids.done)).state).toBe('closed')
      expect((await sam.get(ids.asking)).state).toBe('asking')
      await world.work({ days: 1 })
      expect((await sam.get(ids.asking)).state).toBe('over')
      await expectSound(world)
      expect([...node.errors]).toEqual([])
    })

    it('moves nothing of a page while a state of it is left out or leads nowhere, and names each', async () => {
      const { world } = await openOld(create)
      const admin = (await world.node(NEW)).as('admin')
      const before = await all(world)
      const states = { intake: 'intake', asking: 'nowhere', closed: 'closed' }
      const error = await failure(admin.migrateWorkflow({ ...MOVE, states, dryRun: false }))
      expect(error).toMatchObject({
        code: 'COMMAND_REFUSED',
        details: {
          reasons: [
            { code: 'state-unmapped', state: 'work', tickets: 1 },
            { code: 'state-unmapped', state: 'done', tickets: 1 },
            { code: 'state-unknown', from: 'asking', state: 'nowhere' },
          ],
        },
      })
      for (const bad of [
        { ...MOVE, to: { workflow: 'job', version: 3 } },
        { ...MOVE, to: { workflow: 'ghost' } },
        { ...MOVE, to: { workflow: 'job', version: 1 } },
        { ...MOVE, limit: 0 },
        { ...MOVE, limit: 501 },
        { ...MOVE, after: 'not a cursor' },
        { ...MOVE, from: { workflow: 'job', version: 0 } },
        { ...MOVE, states: { intake: 7 } },
        { ...MOVE, states: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`s${n}`, 'intake'])) },
        { from: MOVE.from, to: MOVE.to },
      ]) {
        const { code } = await failure(admin.migrateWorkflow({ dryRun: false, ...bad } as never))
        expect(['INVALID_INPUT', 'DEFINITION_UNKNOWN', 'CURSOR_INVALID']).toContain(code)
      }
      expect(await all(world)).toEqual(before)
    })

    it('goes page by page, each ticket once, also when two run at once, and again moves nothing', async () => {
      const { world, ids } = await openOld(create)
      const more = await Promise.all(Array.from({ length: 4 }, () => world.sam.create(request())))
      const other = await world.as('agent', 'ann', 'other').create(request())
      const [one, two] = [await world.node(NEW), await world.node(NEW)]
      await one.as('agent', 'ann').create(request())
      const run = async (desk: ActorDesk) => {
        const moved: string[] = []
        let pages = 0
        for (let after: string | null = null; ; pages += 1) {
          const page = await desk.migrateWorkflow({ ...MOVE, dryRun: false, limit: 3, after })
          expect(page.failed).toEqual([])
          moved.push(...page.items.map(({ ticketId }) => ticketId))
          after = page.next
          if (after === null) return { moved, pages: pages + 1 }
        }
      }
      const both = await Promise.all([run(one.as('admin')), run(two.as('admin'))])
      const moved = both.flatMap((each) => each.moved)
      expect(moved.toSorted()).toEqual([...Object.values(ids), ...more.map(({ id }) => id)].toSorted())
      expect(both[0]?.pages).toBe(4)
      expect(await run(one.as('admin'))).toMatchObject({ moved: [] })
      for (const id of moved) {
        const events = (await log(world, id)).filter(({ type }) => type === 'ticket.migrated')
        expect(events).toHaveLength(1)
      }
      expect(await world.as('agent', 'ann', 'other').get(other.id)).toMatchObject({ workflowVersion: 1 })
      await expectSound(world)
    })

    it('is made by late workers as by others: what was due before it came first', async () => {
      const { world, ids } = await openOld(create)
      const node = await world.node(NEW)
      await world.pass({ days: 9 })
      // By the old version the wait ended after a day, and what was done closed after seven.
      await node.as('admin').migrateWorkflow({ ...MOVE, dryRun: false })
      expect(await places(world.sam, ids)).toEqual(MOVED.with(1, 'job 2 intake').with(3, 'job 2 closed'))
      await world.work({ days: 9 })
      expect(await places(world.sam, ids)).toEqual(MOVED.with(1, 'job 2 intake').with(3, 'job 2 closed'))
      await expectSound(world)
    })

    it('to another workflow begins its stages, and what rules do then is done by the new one', async () => {
      const { world, ids } = await openOld(create)
      const rules: RuleInput[] = [
        { id: 'begin', on: 'ticket.migrated', when: { state: 'intake' }, do: [{ action: 'send', event: 'begin' }] },
      ]
      const states = { intake: 'intake', asking: 'intake', work: 'begun', done: 'ended', closed: 'ended' }
      const move = { ...MOVE, to: { workflow: 'order' }, states, dryRun: false }
      const ann = world.as('agent', 'ann')
      await ann.check(ids.intake, { item: 'looked' })
      await (await world.node(deskOf(order))).as('admin').migrateWorkflow({ ...move, limit: 1 })
      // The stage of the same name has another owner: it begins anew, and the former has its verdict.
      expect(await world.sam.get(ids.intake)).toMatchObject({ team: 'front', stage: { name: 'intake', number: 2 } })
      expect(await world.sam.verdicts(ids.intake)).toMatchObject([{ stage: 'intake', verdict: 'met' }])
      const node = await world.node(deskOf(order, rules))
      const view = await node.as('agent', 'ann').stage(ids.intake)
      expect(view?.checklist).toMatchObject([{ item: 'looked', done: false }])
      await node.as('admin').migrateWorkflow(move)
      expect(await places(world.sam, { asking: ids.asking, work: ids.work })).toEqual([
        'order 1 begun',
        'order 1 begun',
      ])
      await world.pass({ hours: 3, minutes: 1 })
      await node.desk.system.tick()
      expect(await places(world.sam, { asking: ids.asking, work: ids.work })).toEqual([
        'order 1 ended',
        'order 1 ended',
      ])
      expect([...node.errors]).toEqual([])
      await expectSound(world)
    })

    it('goes on while people work, and loses nothing that they do', async () => {
      const { world, ids } = await openOld(create)
      const node = await world.node(NEW)
      const notes = Array.from({ length: 32 }, (_, n) => world.as('agent', `a${n}`).note(ids.work, { body: `${n}` }))
      const [{ items, failed }] = await Promise.all([
        node.as('admin').migrateWorkflow({ ...MOVE, dryRun: false }),
        ...notes,
      ])
      expect([items.length, failed]).toEqual([5, []])
      const types = (await log(world, ids.work)).map(({ type }) => type)
      expect(types.filter((type) => type === 'message.added')).toHaveLength(32)
      expect(types.filter((type) => type === 'ticket.migrated')).toHaveLength(1)
      await expectSound(world)
    })

    it('helps tickets whose version nobody knows, by the map alone', async () => {
      const { world, ids } = await openOld(create, forgetful)
      const node = await world.node(NEW)
      const [sam, admin] = [node.as('agent', 'sam'), node.as('admin')]
      expect(await places(sam, { intake: ids.intake })).toEqual(['job 1 intake'])
      const calls = [() => sam.send(ids.intake, { type: 'pass' }), () => sam.reply(ids.intake, { body: 'x' })]
      for (const call of calls) {
        expect(await failure(call())).toMatchObject({ code: 'DEFINITION_UNKNOWN', kind: 'unavailable' })
      }
      const dry = await admin.migrateWorkflow({ ...MOVE, states: { intake: 'intake' } })
      expect(dry.unmapped.map(({ state }) => state).toSorted()).toEqual(['asking', 'closed', 'done', 'work'])
      const { items, failed } = await admin.migrateWorkflow({ ...MOVE, dryRun: false })
      expect([items.length, failed]).toEqual([5, []])
      expect(await places(sam, ids)).toEqual(MOVED)
      await sam.check(ids.intake, { item: 'looked' })
      expect(await sam.send(ids.intake, { type: 'pass' })).toMatchObject({ state: 'making', team: 'factory' })
      await world.pass({ days: 3, minutes: 1 })
      await node.desk.system.tick()
      expect((await sam.get(ids.asking)).state).toBe('over')
      expect([...node.errors]).toEqual([])
    })

    it.each(['requester', 'collaborator', 'agent', 'lead', 'service', 'ghost'])('is not for a %s', async (role) => {
      const { world } = await openOld(create)
      const node = await world.node(NEW)
      const before = await all(world)
      for (const dryRun of [true, false]) {
        const call = node.as(role, 'cem').migrateWorkflow({ ...MOVE, dryRun })
        expect(DocketError.is(await failure(call), 'FORBIDDEN')).toBe(true)
      }
      const elsewhere = await node.as('admin', 'root', 'other').migrateWorkflow({ ...MOVE, dryRun: false })
      expect(elsewhere).toMatchObject({ items: [], examined: 0 })
      expect(await all(world)).toEqual(before)
    })
  })
}
