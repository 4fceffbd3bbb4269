import assert from 'node:assert/strict'
import type { SortDirection, Store, TicketCondition, TicketCursor, TicketRecord, TicketSort } from '@docket/core/store'
import { apply, given, idsOf, range } from '../assertions.js'
import { change, nextVersion, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('paging')

const SORTS = ['createdAt', 'updatedAt', 'priority', 'dueAt'] as const
const DIRECTIONS = ['asc', 'desc'] as const

/** Where a ticket is in a list; null where it is not in it at all. */
function placeOf(ticket: TicketRecord, sort: TicketSort): TicketCursor | null {
  const value = sort === 'priority' ? ticket.priorityRank : ticket[sort]
  return value === null ? null : { value, id: ticket.id }
}

interface List {
  readonly sort: TicketSort
  readonly direction: SortDirection
  readonly where?: readonly TicketCondition[]
}

async function page(store: Store, list: List, limit: number, last?: TicketRecord): Promise<TicketRecord[]> {
  const after = last === undefined ? null : placeOf(last, list.sort)
  assert.equal(after === null, last === undefined, `${last?.id} has no place in a list by ${list.sort}`)
  return store.query({ tenant: TENANT, where: [], limit, after, ...list })
}

/** All pages one after the other, with something done between two of them. */
async function walk(store: Store, list: List, limit: number, between?: () => Promise<void>): Promise<TicketRecord[]> {
  const seen: TicketRecord[] = []
  for (;;) {
    const next = await page(store, list, limit, seen.at(-1))
    seen.push(...next)
    if (next.length < limit) return seen
    await between?.()
  }
}

/** Tickets with many ties: each sort value is shared by several. */
function tied(count: number): TicketRecord[] {
  return range(count).map((index) =>
    ticketRecord(`t${String((index * 7) % count).padStart(3, '0')}`, {
      createdAt: START + (index % 4),
      updatedAt: START + 10 + (index % 3),
      priorityRank: 1 + (index % 2),
      dueAt: index % 5 === 0 ? null : START + (index % 3),
    }),
  )
}

function expected(tickets: readonly TicketRecord[], { sort, direction }: List): string[] {
  const places = tickets.flatMap((ticket) => placeOf(ticket, sort) ?? [])
  const up = places.sort((a, b) => a.value - b.value || (a.id < b.id ? -1 : 1))
  return idsOf(direction === 'asc' ? up : up.reverse())
}

const orderCases = SORTS.flatMap((sort) =>
  DIRECTIONS.flatMap((direction) => [
    test(
      `${sort}-${direction}`,
      `by ${sort} ${direction}: every page size gives one order, ties by id`,
      async ({ store }) => {
        const tickets = tied(23)
        for (const ticket of tickets) await given(store, ticket)
        const order = expected(tickets, { sort, direction })
        for (const limit of [1, 2, 7, 23, 100]) {
          assert.deepEqual(idsOf(await walk(store, { sort, direction }, limit)), order, `pages of ${limit}`)
        }
      },
    ),

    test(
      `${sort}-${direction}-writes`,
      `by ${sort} ${direction}: writes between pages repeat and skip nothing`,
      async ({ store, other }) => {
        const tickets = tied(30)
        for (const ticket of tickets) await given(store, ticket)
        const untouched = new Set(idsOf(tickets))
        let turn = 0
        const write = async (): Promise<void> => {
          turn += 1
          const at = {
            createdAt: START + (turn % 5) - 1,
            updatedAt: START + 9 + (turn % 5),
            priorityRank: 1 + (turn % 3),
            dueAt: turn % 4 === 0 ? null : START + (turn % 3),
          }
          await given(other, ticketRecord(`new${turn}`, at))
          const victim = await other.load(TENANT, `t${String((turn * 11) % 30).padStart(3, '0')}`)
          assert.ok(victim)
          untouched.delete(victim.id)
          const { updatedAt, priorityRank, dueAt } = at
          await apply(other, change({ ...nextVersion(victim), updatedAt, priorityRank, dueAt }))
        }
        const seen = idsOf(await walk(store, { sort, direction }, 4, write))
        if (sort === 'createdAt') assert.equal(new Set(seen).size, seen.length, 'no ticket twice')
        const order = expected(tickets, { sort, direction }).filter((id) => untouched.has(id))
        assert.deepEqual(
          seen.filter((id) => untouched.has(id)),
          order,
        )
      },
    ),
  ]),
)

export const pagingCases = [
  ...orderCases,

  test('filtered', 'a filtered list is paged like any other', async ({ store }) => {
    const tickets = tied(40).map((ticket, index) => ({ ...ticket, tags: index % 3 === 0 ? ['x'] : [] }))
    for (const ticket of tickets) await given(store, ticket)
    const list: List = { sort: 'updatedAt', direction: 'desc', where: [{ on: 'tag', is: 'x' }] }
    const order = expected(
      tickets.filter((ticket) => ticket.tags.length > 0),
      list,
    )
    assert.deepEqual(idsOf(await walk(store, list, 4)), order)
  }),

  test('cursor-gone', 'a page begins after a place, even if its ticket has moved', async ({ store }) => {
    const tickets = range(5).map((index) => ticketRecord(`t${index}`, { updatedAt: START + index }))
    for (const ticket of tickets) await given(store, ticket)
    const list: List = { sort: 'updatedAt', direction: 'asc' }
    const [first, second] = await page(store, list, 2)
    assert.ok(first && second)
    await apply(store, change({ ...nextVersion(second), updatedAt: START + 100 }))
    assert.deepEqual(idsOf(await page(store, list, 9, second)), ['t2', 't3', 't4', 't1'])
    const nowhere = { ...first, id: 't1x', updatedAt: START + 1 }
    assert.deepEqual(idsOf(await page(store, list, 9, nowhere)), ['t2', 't3', 't4', 't1'])
  }),

  test('due-only', 'by due date only tickets that have one are listed, in every phase', async ({ store }) => {
    const phases = ['open', 'waiting', 'solved', 'terminal'] as const
    for (const [index, phase] of phases.entries()) {
      await given(store, ticketRecord(`due-${phase}`, { phase, dueAt: START + ((index * 3) % 4) }))
      await given(store, ticketRecord(`none-${phase}`, { phase }))
    }
    const list: List = { sort: 'dueAt', direction: 'asc' }
    assert.deepEqual(idsOf(await walk(store, list, 3)), ['due-open', 'due-terminal', 'due-solved', 'due-waiting'])
    const [open] = await page(store, list, 1)
    assert.ok(open)
    await apply(store, change(nextVersion(open, { dueAt: null })))
    const late = await store.load(TENANT, 'none-solved')
    assert.ok(late)
    await apply(store, change(nextVersion(late, { dueAt: -1 })))
    assert.deepEqual(idsOf(await page(store, list, 2)), ['none-solved', 'due-terminal'])
    assert.deepEqual(idsOf(await page(store, { ...list, where: [{ on: 'phase', in: ['open'] }] }, 9)), [])
  }),

  test('whole-tickets', 'a list gives whole tickets', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1', { fields: { a: [1] }, personal: { b: 'c' }, tags: ['x'] }))
    assert.deepEqual(await page(store, { sort: 'createdAt', direction: 'asc' }, 10), [ticket])
  }),

  test('thousand', 'a page holds up to a thousand tickets', async ({ store }) => {
    for (const block of range(11)) {
      const tickets = range(100).map((index) => ticketRecord(`t${String(block * 100 + index).padStart(4, '0')}`))
      await Promise.all(tickets.map((ticket) => given(store, ticket)))
    }
    const list: List = { sort: 'createdAt', direction: 'asc' }
    const first = await page(store, list, 1000)
    assert.equal(first.length, 1000)
    assert.equal((await page(store, list, 1000, first.at(-1))).length, 100)
  }),
]
