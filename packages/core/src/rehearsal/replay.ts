import type { Instant } from '../kernel/clock.js'
import type { TicketRecord } from '../store/record-types.js'
import { TicketDraft } from '../ticket/draft.js'
import type { EventDraft } from '../ticket/event-types.js'
import { catchUp, judge, keepPromises } from '../ticket/promises.js'
import {
  broughtTo,
  noteVerdicts,
  type ReplayedRun,
  type ReplayedTicket,
  type ReplayModel,
  stampOf,
  type TimedEvent,
} from './step.js'

/**
 * Replays events of many tickets, given in the order of their instants and of one instant ticket by ticket, under a
 * model: what happened stays, what was promised is reckoned anew. Pure.
 */
export function replayHistory(
  events: Iterable<TimedEvent>,
  { model, book }: ReplayModel,
  until: Instant,
): ReplayedTicket[] {
  const tickets = new Map<string, { ticket: TicketRecord; readonly runs: Map<string, ReplayedRun> }>()
  const told = (draft: TicketDraft) => {
    const known = tickets.get(draft.ticketId) ?? { ticket: draft.ticket, runs: new Map<string, ReplayedRun>() }
    noteVerdicts(known.runs, draft.events)
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
  for (const { ticket } of [...tickets.values()]) told(broughtTo(ticket, book, until))
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
