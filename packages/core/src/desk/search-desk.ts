import * as z from 'zod'
import { EARLIEST_INSTANT, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { id, invalidInput, parseInput, storable } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { LIMITS } from '../kernel/limits.js'
import { sha256 } from '../kernel/system.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import { withMerged } from '../runtime/with-merged.js'
import { queryTerms } from '../search/search-terms.js'
import type { ActorReference, TicketRecord, Visibility } from '../store/record-types.js'
import type { FoundTicket, SearchCursor } from '../store/search-types.js'
import { toQuery } from './list.js'
import type { FoundItem, SearchOptions } from './search-desk-types.js'
import type { Page, Ticket } from './ticket-types.js'

const searchText = z.strictObject({ text: storable(LIMITS.searchText) })
const searchOptions = z.strictObject({
  where: z.custom<object>(isPlainObject, 'must be an object').optional(),
  limit: z.int().min(1).max(100).default(20),
  after: z.string().max(2_000).nullish(),
})

const FOUND = { subject: 'subject', public: 'message', internal: 'note' } as const

/** The search of one actor. */
export function searchDesk(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  present: (record: TicketRecord) => Promise<Ticket>,
) {
  const { store, model } = runtime

  async function search(text: string, options: SearchOptions = {}): Promise<Page<FoundItem, string>> {
    const { text: words } = parseInput(searchText, { text }, 'search')
    const asked = parseInput(searchOptions, options, 'search')
    authorize(model.access, actor, 'read', null)
    const terms = queryTerms(words)
    if (terms.length === 0) throw invalidInput('search', [NO_WORD])
    const narrowed = asked.where === undefined ? {} : { where: asked.where }
    const list = toQuery(model, tenant, actor, narrowed, runtime.clock.now())
    const { where } = await withMerged(store, list)
    const internal = model.access.can(actor, 'readInternal', null).allow
    const visibility: readonly Visibility[] = internal ? ['public', 'internal'] : ['public']
    const mark = markOf(terms)
    const after = asked.after ? readCursor(asked.after, mark) : null
    // One more than asked tells whether there is a next page.
    const found = await store.search({ tenant, terms, where, visibility, limit: asked.limit + 1, after })
    const page = found.slice(0, asked.limit)
    const last = page.at(-1)
    return {
      items: await Promise.all(
        page.map(async (one) => ({ ticket: await present(one.ticket), found: FOUND[one.found] })),
      ),
      next: found.length > asked.limit && last ? writeCursor(last, mark) : null,
    }
  }

  return { search }
}

const NO_WORD = { path: ['text'], code: 'no_word', message: 'has no word to search for; give at least one' }

/** What tells the cursor of one search from that of another. */
const markOf = (terms: readonly string[]): string => sha256(terms.join(' ')).slice(0, 16)

const cursor = z.tuple([
  z.literal('search'),
  z.string(),
  z.int().min(1).max(1_999),
  z.int().min(EARLIEST_INSTANT).max(LATEST_INSTANT),
  id,
])

function writeCursor({ score, ticket: { updatedAt, id: last } }: FoundTicket, mark: string): string {
  return Buffer.from(JSON.stringify(['search', mark, score, updatedAt, last])).toString('base64url')
}

function readCursor(given: string, mark: string): SearchCursor {
  try {
    const [, of, score, updatedAt, last] = cursor.parse(JSON.parse(Buffer.from(given, 'base64url').toString()))
    if (of === mark) return { score, updatedAt, id: last }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new DocketError(
    'CURSOR_INVALID',
    'The cursor does not belong to this search. Give the `next` of the former page, with the same text.',
  )
}
