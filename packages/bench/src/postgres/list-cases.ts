import { literal } from './fill.js'
import type { serviceDesk } from './service-desk.js'

type ServiceList = NonNullable<Parameters<Awaited<ReturnType<typeof serviceDesk>>['list']>[0]>

/** A list through the desk, and the query that gives the same by hand. */
export interface ListCase {
  readonly name: string
  readonly query: Omit<ServiceList, 'limit' | 'after'>
  /** The column that it is sorted by. */
  readonly column: string
  /** The statement of the page after a sort value and id. */
  raw(
    schema: string,
    after: readonly unknown[] | null,
  ): { readonly name: string; readonly text: string; readonly values: unknown[] }
}

const COLUMNS = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  priority: 'priority_rank',
  dueAt: 'due_at',
} as const

function listCase(name: string, query: ListCase['query'], where: string): ListCase {
  const sort = query.sort ?? 'createdAt'
  const direction = query.direction ?? (sort === 'priority' || sort === 'dueAt' ? 'asc' : 'desc')
  const column = COLUMNS[sort]
  const order = `order by ${column} ${direction}, id ${direction} limit 50`
  return {
    name,
    query,
    column,
    raw(schema, after) {
      const keyset = after ? `and (${column}, id) ${direction === 'asc' ? '>' : '<'} ($1, $2)` : ''
      return {
        name: `${schema} ${name} ${after ? 'next' : 'first'}`,
        text: `select * from ${schema}.ticket where tenant = 'acme' ${where} ${keyset} ${order}`,
        values: after ? [...after] : [],
      }
    },
  }
}

const OPEN = `and phase = 'open'`

/**
 * Every sort, and every filter with a sort that goes with it.
 *
 * @param terms - what the tag `lamps` is stored as, in any of its forms
 */
export const listCases = (terms: readonly string[]): readonly ListCase[] => [
  listCase('open by creation', { where: { phase: 'open' } }, OPEN),
  listCase('open by change', { where: { phase: 'open' }, sort: 'updatedAt' }, OPEN),
  listCase('open by priority', { where: { phase: 'open' }, sort: 'priority' }, OPEN),
  listCase('open by creation, oldest first', { where: { phase: 'open' }, direction: 'asc' }, OPEN),
  listCase('closed by creation', { where: { phase: 'terminal' } }, `and phase = 'terminal'`),
  listCase('open by due date', { where: { phase: 'open' }, sort: 'dueAt' }, `${OPEN} and due_at is not null`),
  listCase('all by creation', {}, ''),
  listCase('all by priority', { sort: 'priority' }, ''),
  listCase('a requester’s by creation', { where: { requester: 'customer-7' } }, `and requester_id = 'customer-7'`),
  listCase(
    'an assignee’s open by change',
    { where: { assignee: 'a7', phase: 'open' }, sort: 'updatedAt' },
    `and assignee = 'a7' ${OPEN}`,
  ),
  listCase(
    'a team’s open by priority',
    { where: { team: 'team-3', phase: 'open' }, sort: 'priority' },
    `and team = 'team-3' ${OPEN}`,
  ),
  listCase(
    'without assignee, open by creation',
    { where: { assignee: null, phase: 'open' } },
    `and assignee is null ${OPEN}`,
  ),
  listCase(
    'a tag’s by change',
    { where: { tag: 'lamps' }, sort: 'updatedAt' },
    `and terms && array[${terms.map(literal).join(', ')}]`,
  ),
  listCase('of a state by creation', { where: { state: 'waiting' } }, `and state = 'waiting'`),
  listCase(
    'of a category, open by creation',
    { where: { category: 'category-5', phase: 'open' } },
    `and category = 'category-5' ${OPEN}`,
  ),
  listCase(
    'of a rank, open by change',
    { where: { priority: 'high', phase: 'open' }, sort: 'updatedAt' },
    `and priority_rank = 2 ${OPEN}`,
  ),
  listCase(
    'of a field’s value by change',
    { where: { fields: { order: 'order-4711' } }, sort: 'updatedAt' },
    `and fields ->> 'order' = 'order-4711'`,
  ),
  listCase(
    'of an instant’s range, open by creation',
    { where: { phase: 'open', createdAt: { from: new Date(1_700_100_000_000), before: new Date(1_700_400_000_000) } } },
    `and created_at >= 1700100000000 and created_at < 1700400000000 ${OPEN}`,
  ),
]
