import type { TicketCondition, TicketCursor, TicketQuery, TicketRecord, TicketSort } from '@docket/core/store'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACME, creation, ticket } from '../test/records.js'
import { memoryStore } from './index.js'
import { compareTexts } from './text-order.js'

async function storeOf(tickets: readonly TicketRecord[]) {
  const store = memoryStore()
  for (const one of tickets) await store.commit(creation(one))
  return store
}

const listing = (changes: Partial<TicketQuery> = {}): TicketQuery => ({
  tenant: ACME,
  where: [],
  sort: 'createdAt',
  direction: 'asc',
  limit: 1_000,
  after: null,
  ...changes,
})

// Null where the ticket has no place in the order.
function placeOf(one: TicketRecord, sort: TicketSort): TicketCursor | null {
  const value = sort === 'priority' ? one.priorityRank : one[sort]
  return value === null ? null : { value, id: one.id }
}

describe('paging', () => {
  const someTickets = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), rank: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ id }) => id, maxLength: 40 },
  )
  const sorts = fc.constantFrom<TicketSort>('createdAt', 'updatedAt', 'priority', 'dueAt')

  test('gives every ticket once, in order, for each sort, direction and page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        someTickets,
        sorts,
        fc.boolean(),
        fc.integer({ min: 1, max: 7 }),
        async (given, sort, up, limit) => {
          const tickets = given.map(({ id, rank }) =>
            ticket({ id, priorityRank: rank, createdAt: rank * 10, updatedAt: -rank, dueAt: rank === 3 ? null : rank }),
          )
          const store = await storeOf(tickets)
          const expected = tickets
            .flatMap((one) => placeOf(one, sort) ?? [])
            .sort((a, b) => a.value - b.value || compareTexts(a.id, b.id))
            .map(({ id }) => id)
          if (!up) expected.reverse()
          const found: string[] = []
          for (let after: TicketQuery['after'] = null; ; ) {
            const page = await store.query(listing({ sort, direction: up ? 'asc' : 'desc', limit, after }))
            found.push(...page.map(({ id }) => id))
            const last = page.at(-1)
            if (last === undefined) break
            after = placeOf(last, sort)
          }
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('begins after the cursor even when its ticket is gone', async () => {
    const store = await storeOf([ticket({ id: 'a' }), ticket({ id: 'c' })])
    const page = await store.query(listing({ after: { value: 1_000, id: 'b' } }))
    expect(page.map(({ id }) => id)).toEqual(['c'])
  })
})

describe('a condition', () => {
  const plain = ticket({ id: 'plain', tags: [], requester: { id: 'c2' }, fields: { amount: 5, place: '\u{FFFD}' } })
  const rich = ticket({
    id: 'rich',
    phase: 'waiting',
    workflow: 'returns',
    state: 'pending',
    assignee: 'a1',
    team: 'field',
    category: 'lamps',
    channel: 'email',
    priorityRank: 1,
    tags: ['vip', 'loud'],
    watchers: ['a2'],
    createdAt: 2_000,
    updatedAt: 3_000,
    dueAt: null,
    fields: { amount: 7, place: '\u{1F4CE}', broken: true },
  })

  const cases: [condition: TicketCondition, ids: string[]][] = [
    [{ on: 'phase', in: ['waiting', 'solved'] }, ['rich']],
    [{ on: 'phase', in: [] }, []],
    [{ on: 'workflow', is: 'returns' }, ['rich']],
    [{ on: 'state', is: 'new' }, ['plain']],
    [{ on: 'requester', is: 'c2' }, ['plain']],
    [{ on: 'assignee', is: null }, ['plain']],
    [{ on: 'assignee', is: 'a1' }, ['rich']],
    [{ on: 'team', is: 'field' }, ['rich']],
    [{ on: 'category', is: null }, ['plain']],
    [{ on: 'channel', is: 'web' }, ['plain']],
    [{ on: 'priorityRank', in: [1, 2] }, ['rich']],
    [{ on: 'tag', is: 'loud' }, ['rich']],
    [{ on: 'watcher', is: 'a2' }, ['rich']],
    [{ on: 'createdAt', from: 2_000 }, ['rich']],
    [{ on: 'createdAt', before: 2_000 }, ['plain']],
    [{ on: 'updatedAt', from: 1_000, before: 3_000 }, ['plain']],
    [{ on: 'dueAt', from: 5_000, before: 5_001 }, ['plain']],
    [{ on: 'dueAt', before: 5_000 }, []],
    [{ on: 'dueAt' }, ['plain']],
    [{ on: 'field', name: 'broken', is: true }, ['rich']],
    [{ on: 'field', name: 'amount', is: 5 }, ['plain']],
    [{ on: 'field', name: 'amount', from: 5, before: 7 }, ['plain']],
    [{ on: 'field', name: 'amount', from: 6 }, ['rich']],
    [{ on: 'field', name: 'amount', from: '1' }, []],
    [{ on: 'field', name: 'missing', before: 9 }, []],
    // By code point, not by UTF-16 unit, in which the second would come first.
    [{ on: 'field', name: 'place', from: '\u{FFFD}', before: '\u{10000}' }, ['plain']],
    [{ on: 'field', name: 'place', from: '\u{10000}' }, ['rich']],
  ]

  test.each(cases)('%j', async (condition, ids) => {
    const store = await storeOf([plain, rich])
    const found = await store.query(listing({ where: [condition] }))
    expect(found.map(({ id }) => id)).toEqual(ids)
  })

  test('must be met with all others', async () => {
    const store = await storeOf([plain, rich])
    const where: TicketCondition[] = [
      { on: 'tag', is: 'vip' },
      { on: 'state', is: 'new' },
    ]
    expect(await store.query(listing({ where }))).toEqual([])
  })

  test('never reaches another tenant', async () => {
    const store = await storeOf([plain, { ...rich, tenant: 'other' }])
    expect((await store.query(listing())).map(({ id }) => id)).toEqual(['plain'])
  })
})

test('texts are ordered by code point', () => {
  const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  const texts = fc.string({ unit: 'binary', maxLength: 4 })
  fc.assert(fc.property(texts, texts, (a, b) => Math.sign(compareTexts(a, b)) === byCodePoint(a, b)))
})
