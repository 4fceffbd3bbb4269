import { isDeepStrictEqual } from 'node:util'
import type { EventRecord, MessageRecord, Store, TicketRecord, TicketView } from '@docket/core/store'
import { allPages } from '../store/read-contents.js'
import { slaProblems } from './check-sla.js'

/** Folds a log to a view: `replay` of core, or whatever a host that keeps its own views uses. */
export type Replay = (events: readonly EventRecord[]) => TicketView | null

/** A ticket with its whole log. */
export interface TicketHistory {
  readonly record: TicketRecord
  readonly events: readonly EventRecord[]
  readonly messages: readonly MessageRecord[]
}

/** A ticket's time in a state. */
interface Stay {
  readonly state: string
  readonly since: number
  readonly imported: boolean
}

/** How long a ticket stays in a state before its timer moves it, in milliseconds; null for a state without one. */
export type TimeoutOf = (state: string) => number | null

const PAGE = 1000
/** The desk's clock says when, the store's clock what is due: as far they may lie apart. */
const CLOCKS_APART_MS = 50
const MOVES = new Set(['ticket.transitioned', 'ticket.overridden'])

/** A ticket with its whole log, or null when the tenant has none of this id. */
export async function readHistory(store: Store, tenant: string, ticketId: string): Promise<TicketHistory | null> {
  const record = await store.load(tenant, ticketId)
  if (record === null) return null
  const page = { tenant, ticketId, limit: PAGE }
  const events = await allPages((afterSeq) => store.history({ ...page, afterSeq }))
  const visibility = ['public', 'internal'] as const
  const messages = await allPages((afterSeq) => store.thread({ ...page, afterSeq, visibility }))
  return { record, events, messages }
}

/**
 * What is wrong with a ticket: its log has no gap and no repeat, its version is the log's length, its record is the
 * fold of its log, its messages and the events that tell of them belong together, each run of an SLA target was judged
 * once and each step of a ladder taken once. With `timeoutMs`, no timer moved it early, which a timer that fires twice
 * would, and none is missing that should have moved it by `firedUpTo`.
 *
 * @param firedUpTo - an instant up to which every timer has had its time to fire; none is missed if it is left out
 */
export function ticketProblems(
  { record, events, messages }: TicketHistory,
  replay: Replay,
  timeoutMs?: TimeoutOf,
  firedUpTo: number = Number.NEGATIVE_INFINITY,
): string[] {
  const name = `ticket ${record.tenant}/${record.id}`
  const problems: string[] = []
  for (const [index, { seq }] of events.entries()) {
    if (seq !== index + 1) problems.push(`${name}: event ${index + 1} of the log has the seq ${seq}`)
  }
  if (record.version !== events.length) {
    problems.push(`${name}: version ${record.version}, but ${events.length} events`)
  }
  if (problems.length > 0) return problems

  const { subject: _subject, personal: _personal, dueAt: _dueAt, ruleTimerAt: _ruleTimerAt, ...stored } = record
  const folded = replay(events)
  for (const key of Object.keys({ ...stored, ...folded })) {
    const [inRecord, inLog] = [Reflect.get(stored, key), folded === null ? null : Reflect.get(folded, key)]
    if (!isDeepStrictEqual(inRecord, inLog)) {
      problems.push(`${name}: ${key} is ${JSON.stringify(inRecord)}, its log gives ${JSON.stringify(inLog)}`)
    }
  }
  return [
    ...problems,
    ...messageProblems(name, events, messages),
    ...slaProblems(name, events),
    ...(timeoutMs ? timerProblems(name, events, timeoutMs, firedUpTo) : []),
  ]
}

function messageProblems(name: string, events: readonly EventRecord[], messages: readonly MessageRecord[]): string[] {
  const told = new Set(events.filter(({ type }) => type === 'message.added').map(({ seq }) => seq))
  const problems = messages
    .filter(({ seq }) => !told.delete(seq))
    .map(({ id, seq }) => `${name}: message ${id} names event ${seq}, which tells of no message or of another one`)
  return [...problems, ...[...told].map((seq) => `${name}: event ${seq} tells of a message that is not there`)]
}

/** The state that an event brings a ticket to; a merge and its undoing bring it to one too. */
function stateEntered(type: string, data: EventRecord['data']): unknown {
  if (type === 'ticket.created') return data['state']
  if (type === 'ticket.merged') return data['from'] === null ? undefined : data['state']
  if (type === 'ticket.unmerged') return (data['back'] as { readonly state: string } | null)?.state
  return MOVES.has(type) ? data['to'] : undefined
}

/**
 * A timer moves a ticket only when it has stayed in its state for long enough: a second firing would come too early. And
 * no ticket stays for longer than that.
 */
function timerProblems(
  name: string,
  events: readonly EventRecord[],
  timeoutMs: TimeoutOf,
  firedUpTo: number,
): string[] {
  const problems: string[] = []
  let stay: Stay | null = null
  for (const { seq, type, cause, occurredAt, data } of events) {
    const entered = stateEntered(type, data)
    if (typeof entered !== 'string') continue
    if (stay !== null && cause?.kind === 'timer') {
      const after = timeoutMs(stay.state)
      if (after === null) problems.push(`${name}: event ${seq} is a timer's, but ${stay.state} has none`)
      else if (occurredAt - stay.since < after - CLOCKS_APART_MS) {
        problems.push(
          `${name}: a timer moved it at event ${seq}, ${occurredAt - stay.since} ms after it came to ${stay.state}`,
        )
      }
    }
    stay = { state: entered, since: occurredAt, imported: cause?.kind === 'import' }
  }
  // For what an import tells, no timer is set.
  const after = stay === null || stay.imported ? null : timeoutMs(stay.state)
  if (stay !== null && after !== null && stay.since + after < firedUpTo) {
    problems.push(`${name}: no timer moved it out of ${stay.state}, where it has been since ${stay.since}`)
  }
  return problems
}
