import type { ActorReference } from '@docket/core'
import type { Instant } from '@docket/core/store'
import type { TracedEvent } from './trace.js'

/** A ticket's time in a stage, or, on a desk without stages, with a team. */
export interface Stay {
  /** Counts the ticket's stays, from 1. */
  readonly number: number
  readonly stage: string | null
  readonly team: string | null
  readonly from: Instant
  /** Who brought it there. */
  readonly by: string
  takenUpAt: Instant | null
  hasEnded: boolean
}

/** What of a ticket's trace its stays are folded into. */
export interface Stayed {
  readonly assignee: string | null
  readonly isActive: boolean
  hasStages: boolean
  stay: Stay | null
  transitMs: number
}

const NOT_AT_DESK: ReadonlySet<string> = new Set(['system', 'requester', 'collaborator'])
const MOVES_WORK: ReadonlySet<string> = new Set([
  'stage.begun',
  'ticket.unassigned',
  'ticket.offered',
  'offer.declined',
  'offer.withdrawn',
  'ticket.prioritized',
  'ticket.watched',
  'ticket.unwatched',
  'coordinator.changed',
])

/** Folds an event into the stays of a ticket, after all else that is kept of it. In transit is what the desk's `journey` says. */
export function foldStay(trace: Stayed, event: TracedEvent): void {
  const { type, at, data, actor = NOBODY } = event
  const { stay } = trace
  if (stay !== null && takesUp(stay, event, trace.assignee)) takeUp(trace, stay, at)
  if (type === 'stage.begun') {
    trace.hasStages = true
    const { number, stage, owner } = data as { number: number; stage: string; owner: string }
    begin(trace, { number, stage, team: owner, from: at, by: actor.id })
  } else if (type === 'ticket.created') {
    begin(trace, { number: 1, stage: null, team: data['team'] as string | null, from: at, by: actor.id })
  } else if (type === 'stage.ended' || !trace.isActive) end(trace, at)
  else if (!trace.hasStages && type === 'ticket.assigned' && data['team'] !== data['previousTeam']) {
    end(trace, at)
    begin(trace, {
      number: 1 + (stay?.number ?? 0),
      stage: null,
      team: data['team'] as string | null,
      from: at,
      by: actor.id,
    })
  }
}

/** Counts what is still in transit at the end of the run. */
export function endStay(trace: Stayed, at: Instant): void {
  end(trace, at)
}

const NOBODY: ActorReference = { type: 'system', id: 'nobody' }

function begin(trace: Stayed, stay: Pick<Stay, 'number' | 'stage' | 'team' | 'from' | 'by'>): void {
  trace.stay = { ...stay, takenUpAt: null, hasEnded: false }
}

function end(trace: Stayed, at: Instant): void {
  const { stay } = trace
  if (stay === null || stay.hasEnded) return
  takeUp(trace, stay, at)
  stay.hasEnded = true
}

function takeUp(trace: Stayed, stay: Stay, at: Instant): void {
  if (stay.takenUpAt !== null) return
  stay.takenUpAt = at
  trace.transitMs += at - stay.from
}

function takesUp({ by, hasEnded }: Stay, { type, actor = NOBODY, data }: TracedEvent, assignee: string | null) {
  if (hasEnded || NOT_AT_DESK.has(actor.type) || type.startsWith('sla.') || MOVES_WORK.has(type)) return false
  if (type === 'ticket.assigned') return data['assignee'] === actor.id
  return actor.id === assignee || actor.id !== by
}
