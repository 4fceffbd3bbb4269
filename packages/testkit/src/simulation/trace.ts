import type { ActorReference } from '@docket/core'
import type { Instant } from '@docket/core/store'
import { foldStay, type Stay, type Stayed } from './stay.js'

/** An event as far as a trace of it is kept, from a subscription or out of a log. */
export interface TracedEvent {
  readonly ticketId: string
  readonly seq: number
  readonly type: string
  readonly at: Instant
  readonly actor?: ActorReference
  readonly data: Readonly<Record<string, unknown>>
}

/** What is known of a ticket in a run: a fold of its events, and what was observed of it. */
export interface Trace<Ticket> extends Stayed {
  readonly id: string
  readonly ticket: Ticket
  /** Its place among the arrivals, from 0. */
  readonly index: number
  readonly createdAt: Date
  readonly channel: string
  readonly weight: number
  /** The number of the last event that was folded in. */
  version: number
  rank: number
  team: string | null
  isActive: boolean
  assignee: string | null
  offer: { readonly agent: string } | null
  /** Who let an offer of it pass since it was last given to somebody. */
  readonly passedBy: Set<string>
  /** Whether the log says why nobody has it, since it began to wait. */
  isExplained: boolean
  firstAgent: string | null
  firstAgentMet: boolean | null
  assignedAt: Instant | null
  assignments: number
  ineligible: number
  answeredAt: Instant | null
  solvedAt: Instant | null
  solvedBy: string | null
  isPromised: boolean
  readonly breached: Set<string>
  workedMs: number
  silentMs: number
  avoidableMs: number
  /** Commands of people who work at the desk. */
  commands: number
  /** What they only looked up. */
  lookUps: number
  stay: Stay | null
  forgotten: number
}

/** Whether the ticket waits for an agent: somebody should have it, nobody does, and nobody is asked. */
export function isWaiting({ isActive, assignee, offer }: Trace<unknown>): boolean {
  return isActive && assignee === null && offer === null
}

/** The trace of a ticket that has just been created. */
export function beginTrace<Ticket>(event: TracedEvent, ticket: Ticket, index: number): Trace<Ticket> {
  const { rank, team, channel, weight = 1, phase } = event.data
  const trace: Trace<Ticket> = {
    id: event.ticketId,
    ticket,
    index,
    createdAt: new Date(event.at),
    channel: channel as string,
    weight: weight as number,
    version: event.seq,
    rank: rank as number,
    team: team as string | null,
    isActive: isActivePhase(phase),
    assignee: null,
    offer: null,
    passedBy: new Set(),
    isExplained: false,
    firstAgent: null,
    firstAgentMet: null,
    assignedAt: null,
    assignments: 0,
    ineligible: 0,
    answeredAt: null,
    solvedAt: null,
    solvedBy: null,
    isPromised: false,
    breached: new Set(),
    workedMs: 0,
    silentMs: 0,
    avoidableMs: 0,
    commands: 0,
    lookUps: 0,
    forgotten: 0,
    hasStages: false,
    stay: null,
    transitMs: 0,
  }
  foldStay(trace, event)
  return trace
}

/** Folds a later event in; assignments are judged by whoever keeps the trace. */
export function foldEvent(trace: Trace<unknown>, event: TracedEvent): void {
  const { type, seq, at, data } = event
  trace.version = seq
  switch (type) {
    case 'ticket.prioritized':
      trace.rank = data['rank'] as number
      break
    case 'ticket.assigned':
      Object.assign(trace, { assignee: data['assignee'], team: data['team'], offer: null, isExplained: false })
      trace.passedBy.clear()
      break
    case 'ticket.unassigned':
      Object.assign(trace, { assignee: null, isExplained: false })
      break
    case 'ticket.offered':
      Object.assign(trace, { offer: { agent: data['agent'] }, team: data['team'], isExplained: false })
      break
    case 'offer.declined':
    case 'offer.expired':
      trace.passedBy.add(data['agent'] as string)
      trace.offer = null
      break
    case 'offer.withdrawn':
      trace.offer = null
      break
    case 'routing.abstained':
      trace.isExplained = true
      break
    case 'ticket.transitioned':
    case 'ticket.overridden':
      moved(trace, data['phase'], at)
      break
    case 'message.added':
      if (data['visibility'] === 'public' && data['byRequester'] !== true) trace.answeredAt ??= at
      break
    case 'sla.applied':
      trace.isPromised ||= data['promise'] !== null
      break
    case 'sla.breached':
      if (data['former'] !== true) trace.breached.add(data['target'] as string)
      break
  }
  foldStay(trace, event)
}

function moved(trace: Trace<unknown>, phase: unknown, at: Instant): void {
  const isActive = isActivePhase(phase)
  if (trace.isActive && !isActive) Object.assign(trace, { solvedAt: at, solvedBy: trace.assignee })
  if (isActive && !trace.isActive) Object.assign(trace, { solvedAt: null, solvedBy: null, isExplained: false })
  trace.isActive = isActive
}

function isActivePhase(phase: unknown): boolean {
  return phase === 'open' || phase === 'waiting'
}
