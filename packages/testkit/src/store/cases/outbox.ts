import assert from 'node:assert/strict'
import { apply, given, idsOf, range } from '../assertions.js'
import { change, commitOf, eventRecord, nextVersion, outboxRecord, TENANT, ticketRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('outbox')

const MINUTE = 60_000

/** Claims what is due and gives the messages. */
async function claimed({ store }: Pick<CaseContext, 'store'>, token: string, limit = 100) {
  const claims = await store.claimOutbox({ limit, leaseMs: MINUTE, token })
  return claims.map(({ message }) => message)
}

const done = ({ store }: Pick<CaseContext, 'store'>, token: string, ids: readonly string[]) =>
  store.settleOutbox(ids.map((id) => ({ tenant: TENANT, id, token, outcome: { kind: 'done' } })))

export const outboxCases = [
  test('as-stored', 'a message is due at once and comes as it went in', async ({ store, clock }) => {
    const ticket = ticketRecord('t1')
    const message = outboxRecord(ticket, 'o1', { effect: 'email', data: { to: ['x'] }, createdAt: clock.now() - 5 })
    await given(store, ticket, { outbox: [message] })
    const claims = await store.claimOutbox({ limit: 10, leaseMs: MINUTE, token: 'one' })
    assert.deepEqual(claims, [{ message, attempts: 1 }])
  }),

  test('store-clock', 'a message is due at once, whatever instant it carries', async (context) => {
    const ticket = ticketRecord('t1')
    const createdAt = context.clock.now() + 1000 * MINUTE
    await given(context.store, ticket, { outbox: [outboxRecord(ticket, 'o1', { createdAt })] })
    assert.deepEqual(idsOf(await claimed(context, 'one')), ['o1'])
  }),

  test('one-per-ticket', 'at most the earliest unsettled message of a ticket is claimed', async (context) => {
    const ticket = ticketRecord('t1')
    const outbox = range(3).map((ordinal) => outboxRecord(ticket, `o${ordinal}`, { ordinal }))
    await given(context.store, ticket, { outbox })
    assert.deepEqual(idsOf(await claimed(context, 'one')), ['o0'])
    assert.deepEqual(await claimed(context, 'two'), [], 'the first is still unsettled')
    await done(context, 'one', ['o0'])
    assert.deepEqual(idsOf(await claimed(context, 'three')), ['o1'])
    await done(context, 'three', ['o1'])
    assert.deepEqual(idsOf(await claimed(context, 'four')), ['o2'])
  }),

  test('order', 'messages of a ticket come in order of seq, then ordinal', async (context) => {
    const { store } = context
    const first = ticketRecord('t1')
    const second = nextVersion(first)
    const tenth = { ...second, version: 10 }
    const events = range(8).map((index) => eventRecord(tenth, { seq: index + 3 }))
    await given(store, first, {
      outbox: [outboxRecord(first, 'z1', { ordinal: 10 }), outboxRecord(first, 'y1', { ordinal: 9 })],
    })
    await apply(store, change(second, { outbox: [outboxRecord(second, 'x2', { createdAt: 0 })] }))
    const expect = [{ ticketId: 't1', version: 2 }]
    await apply(store, { ...change(tenth, { outbox: [outboxRecord(tenth, 'a10')] }), expect, events })
    const seen: string[] = []
    for (const turn of range(4)) {
      const [message] = await claimed(context, `${turn}`)
      seen.push(message?.id ?? 'none')
      await done(context, `${turn}`, seen.slice(-1))
    }
    assert.deepEqual(seen, ['y1', 'z1', 'x2', 'a10'])
  }),

  test('equal-due', 'of messages due at one instant, the ticket says which comes first', async (context) => {
    // By code point, which for the last two is not the order of UTF-16 units. One commit is one instant.
    const inOrder = ['B', 'a', 'aa', 'b', '\u{ff5e}', '\u{1f3ab}'].map((id) => ticketRecord(id))
    const tickets = [3, 5, 1, 4, 0, 2].flatMap((place) => inOrder[place] ?? [])
    const outbox = tickets.map((ticket, place) => outboxRecord(ticket, `o${place}`))
    const expect = tickets.map(({ id }) => ({ ticketId: id, version: 0 }))
    const events = tickets.map((ticket) => eventRecord(ticket))
    await apply(context.store, commitOf({ expect, tickets, events, outbox }))
    const seen: string[] = []
    for (const turn of range(3)) seen.push(...(await claimed(context, `${turn}`, 2)).map(({ ticketId }) => ticketId))
    assert.deepEqual(
      seen,
      inOrder.map(({ id }) => id),
    )
  }),

  test('many-tickets', 'messages of different tickets are claimed together, up to the limit', async (context) => {
    for (const index of range(7)) {
      const ticket = ticketRecord(`t${index}`)
      const outbox = range(2).map((ordinal) => outboxRecord(ticket, `o${index}-${ordinal}`, { ordinal }))
      await given(context.store, ticket, { outbox })
    }
    const first = await claimed(context, 'one', 5)
    const second = await claimed(context, 'two', 5)
    assert.deepEqual([first.length, second.length], [5, 2])
    assert.deepEqual(
      idsOf([...first, ...second]).sort(),
      range(7).map((index) => `o${index}-0`),
    )
  }),

  test('disjoint', 'parallel claims share no message and miss none', async ({ store, other }) => {
    for (const index of range(60)) {
      const ticket = ticketRecord(`t${index}`)
      await given(store, ticket, { outbox: [outboxRecord(ticket, `o${index}`)] })
    }
    const taken: string[] = []
    const work = async (worker: number): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const handle = { store: worker % 2 === 0 ? store : other }
        const messages = await claimed(handle, `${worker}-${turn}`, 4)
        if (messages.length === 0) return
        taken.push(...idsOf(messages))
      }
    }
    await Promise.all(range(8).map(work))
    // A worker may come away empty-handed while others hold the locks: what is left is still there to be claimed.
    await work(8)
    assert.equal(taken.length, 60)
    assert.equal(new Set(taken).size, 60)
  }),

  test('order-under-writers', 'order per ticket holds under 8 writers and 4 workers', async ({ store, other }) => {
    const tickets = ['t0', 't1', 't2', 't3']
    for (const id of tickets) await given(store, ticketRecord(id))
    let writing = 8
    const write = async (writer: number): Promise<void> => {
      const handle = writer % 2 === 0 ? store : other
      for (let wrote = 0; wrote < 8; ) {
        const current = await handle.load(TENANT, tickets[(writer + wrote) % 4] ?? '')
        assert.ok(current)
        const next = nextVersion(current)
        const outbox = range(2).map((ordinal) =>
          outboxRecord(next, `${next.id}-${next.version}-${ordinal}`, { ordinal }),
        )
        const result = await handle.commit(change(next, { outbox }))
        if (result.ok) wrote += 1
      }
      writing -= 1
    }
    const delivered = new Map<string, string[]>(tickets.map((id) => [id, []]))
    const work = async (worker: number): Promise<void> => {
      const handle = { store: worker % 2 === 0 ? store : other }
      for (let turn = 0, idle = 0; idle < 3; turn += 1) {
        const token = `${worker}-${turn}`
        const messages = await claimed(handle, token, 3)
        idle = messages.length === 0 && writing === 0 ? idle + 1 : 0
        for (const message of messages) delivered.get(message.ticketId)?.push(message.id)
        await done(handle, token, idsOf(messages))
      }
    }
    await Promise.all([...range(8).map(write), ...range(4).map(work)])
    await work(4)
    for (const id of tickets) {
      const version = (await store.load(TENANT, id))?.version ?? 0
      const expected = range(version - 1).flatMap((index) => [`${id}-${index + 2}-0`, `${id}-${index + 2}-1`])
      assert.deepEqual(delivered.get(id), expected)
    }
  }),
]
