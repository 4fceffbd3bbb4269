import type { TicketView } from '../store/record-types.js'
import { flowAfterWatch, flowWithoutWatcher } from './came-with.js'
import type { TicketEvent } from './event-types.js'
import { broughtBack, flowAfter, flowAfterMove } from './evolve-flow.js'
import { factsAfterPause, isActive } from './facts.js'

type EventOf<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>

/** What becomes of a ticket that goes on in another: it is over but not solved, and its clocks stand still. */
export function changeOfMerge(view: TicketView, event: EventOf<'ticket.merged'>): Partial<TicketView> {
  const flow = flowAfter(view.flow, event)
  const { from, state } = event.data
  if (from === null) return { flow }
  return {
    state,
    phase: 'terminal',
    stateVersion: event.seq,
    stateSince: event.occurredAt,
    timeoutAt: null,
    offer: null,
    passedBy: [],
    facts: factsAfterPause(view.facts, true, event.occurredAt),
    flow: flowAfterMove(flow, view.phase, 'terminal'),
  }
}

/** What becomes of a ticket that goes on by itself again: it is where it was, and its clocks go on. */
export function changeOfUnmerge(view: TicketView, event: EventOf<'ticket.unmerged'>): Partial<TicketView> {
  const flow = flowAfter(view.flow, event)
  const { back } = event.data
  if (back === null) return { flow }
  const { state, phase, paused, timeoutAt } = back
  return {
    state,
    phase,
    stateVersion: event.seq,
    stateSince: event.occurredAt,
    timeoutAt,
    facts: factsAfterPause(view.facts, paused, event.occurredAt),
    flow: isActive(phase) ? broughtBack(flow) : flow,
  }
}

/** What becomes of a ticket that somebody watches, or watches by himself who came by another ticket until now. */
export function changeOfWatch(
  { watchers, flow }: TicketView,
  { data }: EventOf<'ticket.watched'>,
): Partial<TicketView> {
  const { watcher, by } = data
  return {
    watchers: watchers.includes(watcher) ? watchers : [...watchers, watcher],
    flow: by === undefined ? flowWithoutWatcher(flow, watcher) : flowAfterWatch(flow, watcher),
  }
}

/** What becomes of a ticket that somebody watches no more. */
export function changeOfUnwatch({ watchers, flow }: TicketView, watcher: string): Partial<TicketView> {
  return { watchers: watchers.filter((one) => one !== watcher), flow: flowWithoutWatcher(flow, watcher) }
}
