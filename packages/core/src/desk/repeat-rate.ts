import * as z from 'zod'
import { RepeatTally, WITHIN_MS } from '../duplicates/repeat-tally.js'
import { instant, parseInput } from '../kernel/input.js'
import { sleep } from '../kernel/system.js'
import { authorize } from '../runtime/authorize.js'
import { categoriesOf } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketCondition, TicketCursor } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { RepeatRate } from './duplicate-desk-types.js'

const PAGE = 500
/** So many tickets are looked up at once. */
const AT_ONCE = 20
/** Earlier tickets of a requester in a category that are looked at. */
const EARLIER = 50

const rateInput = z
  .strictObject({ since: instant, until: instant })
  .refine(({ since, until }) => since < until, { path: ['until'], message: 'must be later than `since`' })

/** Counts the tickets of a time that came twice, or came again; they are read page by page. */
export async function repeatRate(
  { store, model }: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<RepeatRate> {
  authorize(model.access, actor, 'measureRepeats', null)
  const { since, until } = parseInput(rateInput, given, 'repeatRate')
  const tree = await categoriesOf(store, tenant)
  const scope = model.access.scope(actor)
  const tally = new RepeatTally()

  async function earlierOf({ requester, category, createdAt }: TicketRecord): Promise<readonly TicketRecord[]> {
    if (category === null) return []
    const among = tree.including(tree.current(category)?.id ?? category)
    const where: readonly TicketCondition[] = [
      ...scope,
      { on: 'requester', is: requester.id },
      { on: 'categories', in: among },
      { on: 'createdAt', before: createdAt },
      // Whatever was solved since then has changed since then.
      { on: 'updatedAt', from: createdAt - WITHIN_MS },
    ]
    return store.query({ tenant, where, sort: 'createdAt', direction: 'desc', limit: EARLIER, after: null })
  }

  const created: TicketCondition = { on: 'createdAt', from: since.getTime(), before: until.getTime() }
  for (let after: TicketCursor | null = null; ; ) {
    const where = [...scope, created]
    const page = await store.query({ tenant, where, sort: 'createdAt', direction: 'asc', limit: PAGE, after })
    for (let from = 0; from < page.length; from += AT_ONCE) {
      const some = page.slice(from, from + AT_ONCE)
      const earlier = await Promise.all(
        some.map(async (ticket) => (tally.isDuplicate(ticket) ? [] : earlierOf(ticket))),
      )
      for (const [index, ticket] of some.entries()) tally.add(ticket, earlier[index] ?? [])
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) break
    after = { value: last.createdAt, id: last.id }
    // Whoever else lives in this process is to have a turn.
    await sleep(0).done
  }
  return { since, until, ...tally.result() }
}
