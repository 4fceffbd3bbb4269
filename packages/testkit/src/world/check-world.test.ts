import { createDesk, defaultAccess, defineDesk, replay, supportWorkflow } from '@docket/core'
import type { Store, TicketRecord } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { memoryFixture } from '../../test/fixtures.js'
import { agentPut, commitOf, creation, ticketRecord } from '../store/records.js'
import type { Delivery } from './check-deliveries.js'
import { checkWorld, type LedgerEntry, type WorldOptions } from './check-world.js'

const TENANT = 'acme'

/** A store after some work of a desk, with what its sender and its receiver know. */
async function someWorld() {
  const { store, clock } = memoryFixture()
  const arrived: Delivery[] = []
  const definition = defineDesk({
    workflows: [supportWorkflow],
    access: defaultAccess(),
    effects: { notify: { on: ['message.added', 'ticket.created'] } },
  })
  const notify = ({
    id,
    tenant,
    effect,
    ticketId,
    event,
  }: {
    id: string
    tenant: string
    effect: string
    ticketId: string
    event: { seq: number }
  }) => {
    arrived.push({ id, tenant, effect, ticketId, seq: event.seq })
  }
  const desk = await createDesk(definition, { store, clock, effects: { notify } })
  const agent = desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'a1' } })
  const ledger: LedgerEntry[] = []
  for (const subject of ['one', 'two']) {
    const { id } = await agent.create({ subject, requester: { id: 'c1' }, body: 'first' })
    for (const body of ['hello', 'again']) {
      const { id: messageId } = await agent.reply(id, { body })
      const count: LedgerEntry['count'] = ({ messages }) =>
        messages.filter((message) => message.id === messageId).length
      ledger.push({ tenant: TENANT, ticketId: id, what: `reply ${body}`, acknowledged: true, count })
    }
    await agent.send(id, { type: 'solve' })
  }
  await clock.advance(8 * 24 * 3_600_000)
  await desk.system.tick()
  const options: WorldOptions = {
    tenants: [TENANT],
    replay,
    ledger,
    effects: {
      arrived,
      effectsOf: ({ type }) => (type === 'message.added' || type === 'ticket.created' ? ['notify'] : []),
    },
    settled: true,
  }
  return { store, options, arrived, ledger }
}

/** The problems of the world with a part of it replaced. */
async function problems(
  change: (world: Awaited<ReturnType<typeof someWorld>>) => { store?: Partial<Store>; options?: Partial<WorldOptions> },
) {
  const world = await someWorld()
  const { store = {}, options = {} } = change(world)
  return (await checkWorld({ ...world.store, ...store }, { ...world.options, ...options })).problems
}

describe('checkWorld', () => {
  it('finds nothing wrong where nothing is', async () => {
    const { store, options } = await someWorld()
    const report = await checkWorld(store, options)
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({ tickets: 2, commands: 4, deliveries: 8, duplicates: 0 })
  })

  it('finds an acknowledged command that is not there', async () => {
    const found = await problems(({ ledger }) => ({
      options: { ledger: ledger.map((entry) => ({ ...entry, count: () => 0 })) },
    }))
    expect(found).toContainEqual(expect.stringMatching(/reply hello on .* was acknowledged, and is there 0 times/))
  })

  it('finds a command that is there twice, acknowledged or not', async () => {
    const twice = ({ ledger }: { ledger: LedgerEntry[] }) =>
      ledger.map((entry) => ({ ...entry, acknowledged: false, count: () => 2 }))
    expect(await problems((world) => ({ options: { ledger: twice(world) } }))).toHaveLength(4)
  })

  it('lets an unacknowledged command be missing', async () => {
    const missing = ({ ledger }: { ledger: LedgerEntry[] }) =>
      ledger.map((entry) => ({ ...entry, acknowledged: false, count: () => 0 }))
    expect(await problems((world) => ({ options: { ledger: missing(world) } }))).toEqual([])
  })

  it('finds a gap in a log', async () => {
    const found = await problems(({ store }) => ({
      store: { history: async (query) => (await store.history(query)).filter(({ seq }) => seq !== 2) },
    }))
    expect(found).toContainEqual(expect.stringMatching(/event 2 of the log has the seq 3/))
  })

  it('finds a record that is not the fold of its log', async () => {
    const found = await problems(({ store }) => ({
      store: {
        load: async (tenant, id) => {
          const ticket = await store.load(tenant, id)
          return ticket && { ...ticket, state: 'open' }
        },
      },
    }))
    expect(found).toContainEqual(expect.stringMatching(/state is "open", its log gives "closed"/))
  })

  it('finds a message without its event, and an event without its message', async () => {
    const found = await problems(({ store }) => ({
      store: {
        thread: async (query) =>
          (await store.thread(query)).map((message) => ({ ...message, seq: message.seq === 2 ? 1 : message.seq })),
      },
    }))
    expect(found).toContainEqual(expect.stringMatching(/names event 1, which tells of no message/))
    expect(found).toContainEqual(expect.stringMatching(/event 2 tells of a message that is not there/))
  })

  it('finds a verdict on a promise that cannot be', async () => {
    const verdict = { type: 'sla.completed', data: { target: 'resolution', cycle: 1, former: false } }
    const found = await problems(({ store }) => ({
      store: {
        history: async (query) =>
          (await store.history(query)).map((event) => (event.seq === 3 ? { ...event, ...verdict } : event)),
      },
    }))
    expect(found).toContainEqual(expect.stringMatching(/event 3, sla.completed of resolution 1, follows nothing/))
  })

  it('finds a timer that moved a ticket early, or out of a state that has none', async () => {
    const closes = 7 * 24 * 3_600_000
    expect(await problems(() => ({ options: { timeoutMs: () => closes } }))).toEqual([])
    const later = await problems(() => ({ options: { timeoutMs: () => 9 * 24 * 3_600_000 } }))
    expect(later).toContainEqual(
      expect.stringMatching(/a timer moved it at event 6, 604800000 ms after it came to solved/),
    )
    const none = await problems(() => ({ options: { timeoutMs: () => null } }))
    expect(none).toContainEqual(expect.stringMatching(/event 6 is a timer's, but solved has none/))
  })

  it('finds a ticket that no timer moved though one should have, unless it came to its state by an import', async () => {
    const day = 24 * 3_600_000
    const timeoutMs = (state: string) => (state === 'closed' ? day : null)
    const { store, options } = await someWorld()
    const [ticket] = await store.query({
      tenant: TENANT,
      where: [],
      sort: 'createdAt',
      direction: 'asc',
      limit: 1,
      after: null,
    })
    const due = (ticket?.stateSince ?? 0) + day
    const missed = (firedUpTo?: number, from: Store = store) =>
      checkWorld(from, { ...options, timeoutMs, ...(firedUpTo !== undefined && { firedUpTo }) })
    expect((await missed()).problems.filter((problem) => /no timer moved it/.test(problem))).toEqual([])
    expect((await missed(due)).problems.filter((problem) => /no timer moved it/.test(problem))).toEqual([])
    expect((await missed(due + 1)).problems).toContainEqual(expect.stringMatching(/no timer moved it out of closed/))
    const imported: Store = {
      ...store,
      history: async (query) =>
        (await store.history(query)).map((event) => ({ ...event, cause: { kind: 'import', id: 'old' } })),
    }
    const found = (await missed(Number.POSITIVE_INFINITY, imported)).problems
    expect(found.filter((problem) => /no timer moved it/.test(problem))).toEqual([])
  })

  describe('what agents hold', () => {
    /** The problems of a store whose two tickets are as given, and whose counters are these. */
    async function loadsOf(tickets: readonly Partial<TicketRecord>[], counters: Record<string, number>) {
      const { store } = memoryFixture()
      await store.putDirectory(agentPut('ann', 1))
      for (const [place, changes] of tickets.entries()) {
        const record = ticketRecord(`t${place}`, changes)
        await store.commit(creation(record))
      }
      await store.commit(commitOf({ counters: Object.entries(counters).map(([key, delta]) => ({ key, delta })) }))
      const { problems: all } = await checkWorld(store, { tenants: [TENANT], replay })
      return all.filter((problem) => problem.startsWith('counter'))
    }
    const offer = { agent: 'ann', team: null, since: 0, until: 1 }

    it('is the weight of the active tickets held or offered, in all and by channel', async () => {
      const chat = { channel: 'live chat', assignee: 'ann', weight: 2 }
      const counters = { 'load:ann': 6, 'load/live%20chat:ann': 5, 'load/web:ann': 1 }
      const tickets = [chat, { ...chat, phase: 'waiting', weight: 3 }, { offer }, { ...chat, phase: 'solved' }] as const
      expect(await loadsOf(tickets, counters)).toEqual([])
      expect(await loadsOf(tickets, { ...counters, 'load:ann': 4 })).toEqual([
        'counter acme/load:ann: it is 4, but what is held weighs 6',
      ])
      expect(await loadsOf(tickets.slice(1), counters)).toEqual([
        'counter acme/load:ann: it is 6, but what is held weighs 4',
        'counter acme/load/live%20chat:ann: it is 5, but what is held weighs 3',
      ])
    })

    it('is 0 for who holds nothing, and counted for who is not in the directory', async () => {
      expect(await loadsOf([], { 'load:ann': 1 })).toEqual([
        'counter acme/load:ann: it is 1, but what is held weighs 0',
      ])
      expect(await loadsOf([{ assignee: 'bob' }], {})).toEqual([
        'counter acme/load:bob: it is 0, but what is held weighs 1',
        'counter acme/load/web:bob: it is 0, but what is held weighs 1',
      ])
      expect(await loadsOf([{ assignee: 'bob', phase: 'terminal' }], { 'load/web:bob': 1 })).toEqual([
        'counter acme/load/web:bob: it is 1, but what is held weighs 0',
      ])
    })
  })

  it('finds effects that never came, came twice under two ids, of nothing, or in the wrong order', async () => {
    const effects = (arrived: readonly Delivery[]): Partial<WorldOptions> => ({
      effects: {
        arrived,
        effectsOf: ({ type }) => (type === 'message.added' || type === 'ticket.created' ? ['notify'] : []),
      },
    })
    expect(await problems(({ arrived }) => ({ options: effects(arrived.slice(1)) }))).toContainEqual(
      expect.stringMatching(/never arrived/),
    )
    const [first] = (await someWorld()).arrived
    if (first === undefined) throw new Error('nothing arrived')
    const two = ({ arrived }: { arrived: Delivery[] }) => [
      ...arrived,
      ...arrived.slice(0, 1).map((delivery) => ({ ...delivery, id: 'other' })),
    ]
    expect(await problems((world) => ({ options: effects(two(world)) }))).toContainEqual(
      expect.stringMatching(/arrived as .* and other/),
    )
    const none = ({ arrived }: { arrived: Delivery[] }) => [...arrived, { ...first, id: 'x', seq: 99 }]
    expect(await problems((world) => ({ options: effects(none(world)) }))).toContainEqual(
      expect.stringMatching(/no such event/),
    )
    expect(await problems(({ arrived }) => ({ options: effects([...arrived].reverse()) }))).toContainEqual(
      expect.stringMatching(/arrived after that of event/),
    )
  })

  it('counts duplicates under one id without blaming them', async () => {
    const { store, options, arrived } = await someWorld()
    const doubled = [...arrived, ...arrived.slice(0, 3)]
    const effectsOf = options.effects?.effectsOf ?? (() => [])
    const report = await checkWorld(store, { ...options, effects: { arrived: doubled, effectsOf } })
    expect(report).toMatchObject({ problems: [], deliveries: 11, duplicates: 3 })
  })

  it('finds what is due or given up when all work should be over', async () => {
    expect(await problems(() => ({ store: { nextWakeup: async () => 0 } }))).toEqual([expect.stringMatching(/is due/)])
    const letter = {
      tenant: TENANT,
      ticketId: 't',
      kind: 'timer',
      id: 'timeout',
      effect: null,
      attempts: 10,
      error: 'no',
    } as const
    expect(await problems(() => ({ store: { deadLetters: async () => [letter] } }))).toEqual([
      expect.stringMatching(/given up: no/),
    ])
  })
})
