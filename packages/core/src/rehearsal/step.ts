import type { DeskModel } from '../definitions/model.js'
import type { SlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import type { EventRecord, SlaTarget, TicketRecord } from '../store/record-types.js'
import { type Stamp, TicketDraft } from '../ticket/draft.js'
import type { TicketEvent, VerdictData } from '../ticket/event-types.js'
import { catchUp, SYSTEM_ACTOR } from '../ticket/promises.js'

/** What became of one run of a target in a replay. */
export interface ReplayedRun {
  readonly target: SlaTarget
  readonly cycle: number
  readonly verdict: 'met' | 'breached'
  readonly policy: string
  readonly dueAt: Instant | null
  readonly endedAt: Instant | null
  /** The target's whole time, and what its clock had used at the end (null while it had none), in seconds. */
  readonly seconds: number
  readonly usedSeconds: number | null
  /** The ticket's priority and team at the verdict. */
  readonly priority: string
  readonly team: string | null
}

/** A ticket after its replay. */
export interface ReplayedTicket {
  readonly ticket: TicketRecord
  /** By target and cycle; only what was judged. */
  readonly runs: readonly ReplayedRun[]
}

/** One event of history with the instant from which it counts. */
export interface TimedEvent {
  readonly at: Instant
  readonly event: EventRecord
}

/** Under what is replayed: definitions, and where those of promises are found. */
export interface ReplayModel {
  readonly model: DeskModel
  readonly book: Pick<SlaBook, 'atHand'>
}

/** What an event of history is stamped with when it counts from an instant. */
export function stampOf({ actor, cause }: EventRecord, at: Instant): Stamp {
  return { at, now: at, actor, cause }
}

/** The ticket as it is at an instant up to which nothing more happens; what has come due by then is among the events. */
export function broughtTo(ticket: TicketRecord, book: ReplayModel['book'], until: Instant): TicketDraft {
  const stamp: Stamp = { at: until, now: until, actor: SYSTEM_ACTOR, cause: null }
  const draft = new TicketDraft(ticket.tenant, ticket.id, ticket, stamp)
  catchUp(draft, book.atHand(ticket), until)
  return draft
}

/** Notes the verdicts among events, by target and cycle. */
export function noteVerdicts(runs: Map<string, ReplayedRun>, events: readonly EventRecord[]): void {
  for (const event of events) noteVerdict(runs, event as unknown as TicketEvent)
}

function noteVerdict(runs: Map<string, ReplayedRun>, event: TicketEvent): void {
  if (event.type !== 'sla.met' && event.type !== 'sla.breached' && event.type !== 'sla.completed') return
  const data: VerdictData = event.data
  const key = `${data.target} ${data.cycle}`
  const endedAt = event.type === 'sla.breached' ? null : event.data.endedAt
  const known = runs.get(key)
  const usedSeconds = usedBy(event)
  if (known && event.type === 'sla.completed') {
    runs.set(key, { ...known, endedAt, usedSeconds })
    return
  }
  const { target, cycle, policy, dueAt, seconds, priority, team } = data
  const verdict = event.type === 'sla.met' ? 'met' : 'breached'
  runs.set(key, { target, cycle, verdict, policy: policy.id, dueAt, endedAt, seconds, usedSeconds, priority, team })
}

function usedBy(event: TicketEvent): number | null {
  if (event.type === 'sla.met') return event.data.seconds - event.data.left
  return event.type === 'sla.completed' ? event.data.seconds + event.data.over : null
}
