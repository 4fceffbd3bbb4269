import type { Store } from '../store/port.js'
import type { TicketQuery } from '../store/query-types.js'
import { categoriesOf } from './categories-of.js'

/** The query with the tickets of what was merged into the categories that it asks for: they carry what they carried. */
export async function withMerged(store: Store, query: TicketQuery): Promise<TicketQuery> {
  if (!query.where.some((condition) => condition.on === 'category' && condition.is !== null)) return query
  const tree = await categoriesOf(store, query.tenant)
  const where = query.where.map((condition) => {
    if (condition.on !== 'category' || condition.is === null) return condition
    const among = tree.including(condition.is)
    return among.length === 1 ? condition : { on: 'categories' as const, in: among }
  })
  return { ...query, where }
}
