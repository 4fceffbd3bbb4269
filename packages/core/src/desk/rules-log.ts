import * as z from 'zod'
import { id, instant, parseInput } from '../kernel/input.js'
import { nextTurn } from '../kernel/system.js'
import { missesOf } from '../rules/rule-misses.js'
import type { RulesEvaluated } from '../rules/rule-types.js'
import { authorize } from '../runtime/authorize.js'
import { eventsOf } from '../runtime/events-of.js'
import { recordedBefore } from '../runtime/recorded-before.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, EventRecord } from '../store/record-types.js'
import { readCursor, writeCursor } from './list.js'
import type { RuleLogEntry } from './rules-desk-types.js'
import type { Page } from './ticket-types.js'

/** So many events are read for one page, and so many entries are enough for it. */
const MOST_READ = 10_000
/** After so many events others in this process have a turn. */
const TURN = 500
/** The clocks of nodes differ, so that what they recorded is in order but roughly; by less than a day. */
const CLOCKS_APART = 86_400_000
const input = z.strictObject({
  rule: id.optional(),
  since: instant,
  limit: z.int().min(1).max(200).default(50),
  after: z.string().max(2_000).nullish(),
})

/** A page of what set rules off, as one actor can see it. */
export async function rulesLog(
  { store, model }: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<Page<RuleLogEntry, string>> {
  authorize(model.access, actor, 'history', null)
  const { rule, since, limit, after } = parseInput(input, given, 'rules.log')
  const { whole, begun } = readPlace(after ?? '')
  const query: TicketQuery = {
    tenant,
    where: [...model.access.scope(actor), { on: 'updatedAt', from: since.getTime() }],
    sort: 'updatedAt',
    direction: 'desc',
    limit: limit + 1,
    after: whole === '' ? null : readCursor(whole, 'updatedAt', 'desc'),
  }
  const found = await store.query(query)
  const items: RuleLogEntry[] = []
  let read = 0
  let last = whole
  for (const ticket of found.slice(0, limit)) {
    const isBegun = begun?.ticketId === ticket.id
    let seq = isBegun ? begun.seq : await recordedBefore(store, ticket, since.getTime() - CLOCKS_APART)
    for await (const event of eventsOf(store, ticket, seq)) {
      if (read >= MOST_READ || items.length >= MOST_READ) {
        return { items, next: writePlace({ whole: last, begun: { ticketId: ticket.id, seq } }) }
      }
      read += 1
      seq = event.seq
      if (read % TURN === 0) await nextTurn()
      if (event.occurredAt < since.getTime()) continue
      items.push(...entriesOf(event).filter((entry) => rule === undefined || entry.rule === rule))
    }
    last = writeCursor(query, ticket)
  }
  return { items, next: found.length > limit ? writePlace({ whole: last, begun: null }) : null }
}

/** Where a page ends: after the cursor of a ticket, and of the next one after the place of an event. */
interface PagePlace {
  /** Empty before the first ticket. */
  readonly whole: string
  readonly begun: { readonly ticketId: string; readonly seq: number } | null
}

function writePlace({ whole, begun }: PagePlace): string {
  return begun === null ? whole : `${whole} ${begun.seq} ${begun.ticketId}`
}

function readPlace(cursor: string): PagePlace {
  const [, whole = '', seq, ticketId] = /^(\S*) (\d{1,15}) (.+)$/s.exec(cursor) ?? []
  if (seq === undefined || ticketId === undefined) return { whole: cursor, begun: null }
  return { whole, begun: { ticketId, seq: Number(seq) } }
}

function entriesOf({ type, ticketId, occurredAt, data }: EventRecord): RuleLogEntry[] {
  if (type !== 'rules.evaluated') return []
  const evaluated = data as unknown as RulesEvaluated
  const at = new Date(occurredAt)
  return [
    ...evaluated.matched.map(({ rule, version, seq, failed }) => {
      return { ticketId, rule, version, at, seq, matched: true, reasons: [], failed }
    }),
    ...missesOf(evaluated).map(({ rule, version, seq, reasons }) => {
      return { ticketId, rule, version, at, seq, matched: false, reasons, failed: [] }
    }),
  ]
}
