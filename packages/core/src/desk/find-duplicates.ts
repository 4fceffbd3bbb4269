import { searchesFor } from '../duplicates/candidate-search.js'
import { duplicateConfidence, isNear, LEAST_CONFIDENCE } from '../duplicates/confidence.js'
import { type Likeness, likeness } from '../duplicates/likeness.js'
import { termRarity } from '../duplicates/term-rarity.js'
import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { Runtime } from '../runtime/runtime.js'
import { tellingTerms } from '../search/search-terms.js'
import type { Store } from '../store/port.js'
import type { TicketCondition } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'

/** For what duplicates are looked for. */
export interface AskedDuplicate {
  readonly text: string
  readonly requester: string | null
  readonly category: string | null
  /** When it began. */
  readonly at: Instant
  /** Tickets that are known to be the same. */
  readonly without: ReadonlySet<string>
}

/** A ticket that is likely about the same. */
export interface FoundDuplicate {
  readonly ticket: TicketRecord
  readonly confidence: number
  readonly reasons: readonly Reason[]
}

const DAY_MS = 86_400_000
const DAYS = 90
const MOST = 10
/** Tickets of the same requester that are compared: so many open ones, and so many others. */
const OF_REQUESTER = 20
/** Tickets that one search brings. */
const OF_SEARCH = 10
/** Recent tickets, and as many older ones, that tell how common a term is. An outage of today fills but the recent ones. */
const COMMON = 25
/** Characters of a text that are compared. */
const COMPARED = 4_000

/** Finds tickets that are likely about the same, within what the actor may read, the likeliest first. */
export async function findDuplicates(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  asked: AskedDuplicate,
): Promise<readonly FoundDuplicate[]> {
  const { store } = runtime
  const terms = termsOf(asked.text)
  if (terms.length === 0) return []
  const { candidates, others } = await candidatesFor(runtime, tenant, actor, asked, terms)
  const read = async (ticket: TicketRecord) => ({ ticket, terms: termsOf(await openingText(store, ticket)) })
  const [texts, common] = await Promise.all([Promise.all(candidates.map(read)), Promise.all(others.map(read))])
  const rarity = termRarity(common.map((one) => one.terms))
  return texts
    .map((one) => judged(asked, terms.length, one.ticket, one.terms.length, likeness(terms, one.terms, rarity)))
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .toSorted((one, other) => other.confidence - one.confidence || (one.ticket.id < other.ticket.id ? 1 : -1))
    .slice(0, MOST)
}

/** What a ticket was opened with: its subject and its first public message, as far as they were not erased. */
export async function openingText(store: Store, { tenant, id, subject }: TicketRecord): Promise<string> {
  const page = { tenant, ticketId: id, afterSeq: 0, limit: 1, visibility: ['public'] } as const
  const [first] = await store.thread(page)
  return [subject, first?.body].filter((part) => typeof part === 'string').join('\n')
}

function termsOf(text: string): readonly string[] {
  return tellingTerms(text.slice(0, COMPARED))
}

async function candidatesFor(
  { store, model, clock }: Runtime,
  tenant: string,
  actor: ActorReference,
  { requester, without }: AskedDuplicate,
  terms: readonly string[],
) {
  const { access } = model
  const from = clock.now() - DAYS * DAY_MS
  const recent: TicketCondition = { on: 'createdAt', from }
  const where = [...access.scope(actor), recent]
  const list = (limit: number, more: readonly TicketCondition[]) =>
    store.query({ tenant, where: [...where, ...more], sort: 'createdAt', direction: 'desc', limit, after: null })
  const visibility = ['public'] as const
  const search = async (asked: readonly string[]) => {
    const found = await store.search({ tenant, terms: asked, where, visibility, limit: OF_SEARCH, after: null })
    return found.map(({ ticket }) => ticket)
  }
  // Whoever reaches only what it asked for itself finds it among its own.
  const worksHere = access.can(actor, 'readInternal', null).allow
  const own: readonly TicketCondition[] = requester === null ? [] : [{ on: 'requester', is: requester }]
  const [open, any, found, late, early] = await Promise.all([
    requester === null ? [] : list(OF_REQUESTER, [...own, { on: 'phase', in: ['open', 'waiting'] }]),
    requester === null ? [] : list(OF_REQUESTER, own),
    worksHere ? Promise.all(searchesFor(terms).map(search)) : [],
    list(COMMON, []),
    list(COMMON, [{ on: 'createdAt', before: clock.now() - 7 * DAY_MS }]),
  ])
  const unique = (tickets: readonly TicketRecord[]) => [...new Map(tickets.map((one) => [one.id, one])).values()]
  const wanted = ({ id, flow }: TicketRecord) => !without.has(id) && flow.mergedInto === undefined
  return { candidates: unique([...open, ...any, ...found.flat()]).filter(wanted), others: unique([...late, ...early]) }
}

function judged(
  { requester, category, at }: AskedDuplicate,
  asked: number,
  ticket: TicketRecord,
  terms: number,
  { similarity, shared }: Likeness,
): FoundDuplicate {
  const apart = Math.abs(at - ticket.createdAt)
  const sameRequester = requester === ticket.requester.id
  const sameCategory = category !== null && category === ticket.category
  const evidence = { similarity, terms: Math.min(asked, terms), sameRequester, sameCategory, apart }
  return {
    ticket,
    confidence: duplicateConfidence(evidence),
    reasons: [
      { code: 'similar-text', similarity, shared: shared.slice(0, 5) },
      ...(sameRequester ? [{ code: 'same-requester' }] : []),
      ...(sameCategory ? [{ code: 'same-category', category }] : []),
      ...(isNear(apart) ? [{ code: 'near-in-time', hours: Math.round(apart / 3_600_000) }] : []),
    ],
  }
}
