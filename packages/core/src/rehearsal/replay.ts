import type { DeskModel } from '../definitions/model.js'
import type { SlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import type { EventRecord, SlaTarget, TicketRecord } from '../store/record-types.js'
import { type Stamp, TicketDraft } from '../ticket/draft.js'
import type { EventDraft, TicketEvent, VerdictData } from '../ticket/event-types.js'
import { catchUp, judge, keepPromises, SYSTEM_ACTOR } from '../ticket/promises.js'

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

/**
 * Replays events of many tickets, given in the order of their instants and of one instant ticket by ticket, under a
 * model: what happened stays, what was promised is reckoned anew. Pure.
 */
export function replayHistory(
  events: Iterable<TimedEvent>,
  model: DeskModel,
  book: Pick<SlaBook, 'atHand'>,
  until: Instant,
): ReplayedTicket[] {
  const tickets = new Map<string, { ticket: TicketRecord; readonly runs: Map<string, ReplayedRun> }>()
  const told = (draft: TicketDraft) => {
    const known = tickets.get(draft.ticketId) ?? { ticket: draft.ticket, runs: new Map<string, ReplayedRun>() }
    for (const event of draft.events) noteVerdict(known.runs, event as unknown as TicketEvent)
    tickets.set(draft.ticketId, { ...known, ticket: draft.ticket })
  }
  for (const group of groupsOf(events)) {
    const [{ at, event: first }] = group
    const before = tickets.get(first.ticketId)?.ticket ?? null
    const draft = new TicketDraft(first.tenant, first.ticketId, before, stampOf(first, at))
    if (before !== null) catchUp(draft, book.atHand(before), at)
    for (const { event } of group) {
      draft.stamp = stampOf(event, at)
      draft.add({ type: event.type, data: event.data } as unknown as EventDraft)
      judge(draft, book.atHand(draft.ticket))
    }
    keepPromises(draft, model, book.atHand)
    told(draft)
  }
  for (const { ticket } of [...tickets.values()]) {
    const stamp: Stamp = { at: until, now: until, actor: SYSTEM_ACTOR, cause: null }
    const draft = new TicketDraft(ticket.tenant, ticket.id, ticket, stamp)
    catchUp(draft, book.atHand(ticket), until)
    told(draft)
  }
  return [...tickets.values()].map(({ ticket, runs }) => ({ ticket, runs: [...runs.values()] }))
}

/** The events of a ticket at one instant, together: between those of one command nobody has seen the ticket. */
function* groupsOf(events: Iterable<TimedEvent>): Generator<[TimedEvent, ...TimedEvent[]]> {
  let group: [TimedEvent, ...TimedEvent[]] | null = null
  for (const one of events) {
    const [first] = group ?? []
    if (group && first?.at === one.at && first.event.ticketId === one.event.ticketId) group.push(one)
    else {
      if (group) yield group
      group = [one]
    }
  }
  if (group) yield group
}

function stampOf({ actor, cause }: EventRecord, at: Instant): Stamp {
  return { at, now: at, actor, cause }
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
