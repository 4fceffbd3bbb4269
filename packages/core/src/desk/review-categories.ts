import * as z from 'zod'
import { reviewReport } from '../categories/review-report.js'
import { ReviewedTickets } from '../categories/review-tickets.js'
import type { CategoryReview } from '../categories/review-types.js'
import { instant, parseInput } from '../kernel/input.js'
import { sleep } from '../kernel/system.js'
import { authorize } from '../runtime/authorize.js'
import { categoriesOf } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketCursor } from '../store/query-types.js'
import type { ActorReference } from '../store/record-types.js'

const PAGE = 500
const reviewInput = z
  .strictObject({ since: instant, until: instant })
  .refine(({ since, until }) => since < until, { path: ['until'], message: 'must be later than `since`' })

/** Says how the categories served the tickets that were created in a time, which are read page by page. */
export async function reviewCategories(
  { store, model, clock }: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<CategoryReview> {
  authorize(model.access, actor, 'reviewCategories', null)
  const { since, until } = parseInput(reviewInput, given, 'categories.review')
  const tree = await categoriesOf(store, tenant)
  const reviewed = new ReviewedTickets(tree)
  const created = { on: 'createdAt', from: since.getTime(), before: until.getTime() } as const
  const where = [...model.access.scope(actor), created]
  for (let after: TicketCursor | null = null; ; ) {
    const page = await store.query({ tenant, where, sort: 'createdAt', direction: 'asc', limit: PAGE, after })
    for (const ticket of page) reviewed.add(ticket)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) break
    after = { value: last.createdAt, id: last.id }
    // Whoever else lives in this process is to have a turn.
    await sleep(0).done
  }
  return { since, until, ...reviewReport(reviewed, tree), due: tree.due(clock.now()) }
}
