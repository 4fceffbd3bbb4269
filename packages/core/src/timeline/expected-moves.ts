import type { Instant } from '../kernel/clock.js'
import { type PromiseAtHand, runsOf } from '../sla/promise.js'
import type { TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { movesBy } from './line-of.js'
import type { ExpectedMoved } from './timeline-types.js'

type Of = 'answer' | 'solution'

/** What a requester knows of one expected time. */
interface Told {
  /** Which run of which target. */
  readonly run: string
  /** Null while none can be said. */
  readonly at: Instant | null
  /** The last one that could be said. */
  readonly last: Instant | null
}

/** What a requester knows of the times that are expected; `unsure` where it cannot be told for sure what was said. */
export type Known = Readonly<Partial<Record<Of, Told | 'unsure'>>>

/** A time that has moved. */
export interface ExpectedMove {
  readonly of: Of
  readonly from: Instant | null
  readonly to: Instant | null
}

/** A promise as it can be reckoned with afterwards: null for none, undefined where it cannot be told for sure. */
export type PastPromise = PromiseAtHand | null | undefined

const OF = { firstResponse: 'answer', nextResponse: 'answer', resolution: 'solution' } as const

/**
 * What a requester knows after a ticket has changed, and which times have moved. Dates follow from the view, the promise and
 * its definitions alone, all of which the log names by their versions, so that those of the past are exact. `isSure` says
 * whether a calendar can be reckoned with as it was then.
 */
export function expectedAfter(
  known: Known,
  view: TicketView,
  promise: PastPromise,
  isSure: boolean,
): { readonly known: Known; readonly moves: readonly ExpectedMove[] } {
  // What was merged goes on elsewhere; taken back, it goes on from what was said here.
  if (view.flow.mergedInto !== undefined) return { known, moves: [] }
  if (promise === undefined) return { known: { answer: 'unsure', solution: 'unsure' }, moves: [] }
  const next: { [Name in Of]?: Told | 'unsure' } = {}
  const moves: ExpectedMove[] = []
  const ended = new Set<string>()
  for (const { target, cycle, dueAt, calendar } of promise === null ? [] : runsOf(view, promise)) {
    if (target === 'acceptance' || target === 'stage') continue
    const of = OF[target]
    const run = `${target} ${cycle.number}`
    if (cycle.to !== null) ended.add(run)
    if (cycle.to !== null || next[of]) continue
    if (calendar !== null && !isSure) {
      next[of] = 'unsure'
      continue
    }
    const was = known[of]
    const before = was !== 'unsure' && was?.run === run ? was : undefined
    next[of] = { run, at: dueAt, last: dueAt ?? before?.last ?? null }
    // Whoever writes again waits for a new answer: no time has moved.
    const isNew = before === undefined && dueAt !== null && target !== 'nextResponse'
    if (was === 'unsure' || !(before ? before.at !== dueAt : isNew)) continue
    moves.push({ of, from: before?.last ?? null, to: dueAt })
  }
  for (const of of ['answer', 'solution'] as const) {
    const before = known[of]
    if (!before || before === 'unsure' || before.at === null || next[of]) continue
    if (!ended.has(before.run) && view.facts.solvedAt === null) moves.push({ of, from: before.at, to: null })
  }
  return { known: next, moves }
}

const isPaused = ({ facts }: TicketView) => facts.pauses.at(-1)?.to === null

/** What moves times before anything else that happened with it. */
const FIRST: readonly ExpectedMoved[] = ['priority', 'category', 'team', 'stage', 'state', 'details']

/** Why times have moved from one view to another, by the events between them. */
export function whyMoved(before: TicketView, after: TicketView, events: readonly TicketEvent[]): ExpectedMoved {
  if (after.facts.reopenings > before.facts.reopenings) return 'reopened'
  if (isPaused(before) !== isPaused(after)) return isPaused(after) ? 'paused' : 'resumed'
  const found = new Set(
    events.flatMap((event) => {
      const moves = movesBy(event.type)
      const isTeam = event.type === 'ticket.assigned' && event.data.team !== event.data.previousTeam
      return moves === null || (moves === 'team' && !isTeam) ? [] : [moves]
    }),
  )
  return FIRST.find((why) => found.has(why)) ?? 'policy'
}
