import type { SlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import { type Light, statusOf } from '../sla/light.js'
import { SLA_TARGETS } from '../sla/policy-types.js'
import type { SlaTarget } from '../store/record-types.js'
import { percentiles } from './percentiles.js'
import type { RehearsedSla, UsedTime, VerdictCounts } from './rehearsal-types.js'
import type { ReplayedTicket } from './step.js'

/** Every run of a target: those that were judged, and those that still ran at the end. */
export interface FinalRun {
  readonly ticketId: string
  readonly target: SlaTarget
  readonly cycle: number
  readonly verdict: 'met' | 'breached' | 'running'
  readonly policy: string
  readonly dueAt: Instant | null
  readonly endedAt: Instant | null
  /** What the target's clock had used at the end, in seconds; null while it had none. */
  readonly usedSeconds: number | null
  readonly priority: string
  readonly team: string | null
  readonly createdAt: Instant
}

/** What came of a replay, as far as it is summed up: tickets can be added one by one, and their history let go. */
export interface Tally {
  /** Tickets that had a promise at the end. */
  promised: number
  readonly runs: FinalRun[]
  readonly lights: { [L in Light]: number }
  /** The milliseconds to resolution, or to the end, and those of them in which the clocks stood still. */
  wholeMs: number
  pausedMs: number
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  const lights = { green: 0, amber: 0, red: 0, paused: 0, met: 0, breached: 0 }
  return { promised: 0, runs: [], lights, wholeMs: 0, pausedMs: 0 }
}

/** Adds a replayed ticket: its runs as of the end, how its lights stand then, and how long its clocks stood still. */
export function addToTally(
  tally: Tally,
  { ticket, runs: judged }: ReplayedTicket,
  book: Pick<SlaBook, 'atHand'>,
  until: Instant,
): void {
  const { id: ticketId, priority, team, createdAt, facts } = ticket
  const { current } = book.atHand(ticket)
  if (current) tally.promised += 1
  const statuses = current ? statusOf(ticket, current, until) : []
  for (const { light } of statuses) tally.lights[light] += 1
  const known = new Set(judged.map(({ target, cycle }) => `${target} ${cycle}`))
  for (const run of judged) tally.runs.push({ ...run, ticketId, createdAt })
  for (const { target, cycle, policy, dueAt, endedAt } of statuses) {
    if (endedAt !== null || known.has(`${target} ${cycle}`)) continue
    const open = { verdict: 'running', endedAt: null, usedSeconds: null } as const
    tally.runs.push({ ticketId, target, cycle, policy: policy.id, dueAt, ...open, priority, team, createdAt })
  }
  const end = facts.solvedAt ?? until
  tally.wholeMs += Math.max(0, end - createdAt)
  for (const pause of facts.pauses) tally.pausedMs += Math.max(0, Math.min(pause.to ?? end, end) - pause.from)
}

/** Sums a tally up. */
export function summarize({ promised, runs, lights }: Tally): RehearsedSla {
  const all = counts(runs)
  const judged = all.met + all.breached
  return {
    promised,
    verdicts: all,
    metShare: judged === 0 ? null : all.met / judged,
    byTarget: grouped(runs, ({ target }) => target),
    byPriority: grouped(runs, ({ priority }) => priority),
    byTeam: grouped(runs, ({ team }) => team ?? ''),
    used: usedTimes(runs),
    lights,
  }
}

/** What the targets took, of those that have ended, by target and priority. */
function usedTimes(runs: readonly FinalRun[]): RehearsedSla['used'] {
  const used: { [Target in SlaTarget]?: Record<string, UsedTime> } = {}
  for (const target of SLA_TARGETS) {
    const byPriority = new Map<string, number[]>()
    for (const { target: of, priority, usedSeconds } of runs) {
      if (of !== target || usedSeconds === null) continue
      const times = byPriority.get(priority)
      if (times) times.push(usedSeconds)
      else byPriority.set(priority, [usedSeconds])
    }
    if (byPriority.size === 0) continue
    used[target] = Object.fromEntries([...byPriority].map(([priority, times]) => [priority, percentiles(times)]))
  }
  return used
}

function grouped(runs: readonly FinalRun[], groupOf: (run: FinalRun) => string): Record<string, VerdictCounts> {
  const groups = new Map<string, FinalRun[]>()
  for (const run of runs) {
    const group = groups.get(groupOf(run))
    if (group) group.push(run)
    else groups.set(groupOf(run), [run])
  }
  return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, counts(of)]))
}

function counts(runs: readonly FinalRun[]): VerdictCounts {
  const count = (wanted: FinalRun['verdict']) => runs.filter(({ verdict }) => verdict === wanted).length
  return { met: count('met'), breached: count('breached'), running: count('running') }
}
