import type { SlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import { type Light, statusOf } from '../sla/light.js'
import { SLA_TARGETS } from '../sla/policy-types.js'
import type { SlaTarget } from '../store/record-types.js'
import type { RehearsedSla, UsedTime, VerdictCounts } from './rehearsal-types.js'
import type { ReplayedTicket } from './replay.js'

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

/** The runs of the tickets as of the end, and how their lights stand then. */
export function finalRuns(
  tickets: readonly ReplayedTicket[],
  book: Pick<SlaBook, 'atHand'>,
  until: Instant,
): { readonly runs: FinalRun[]; readonly lights: { [L in Light]: number } } {
  const lights = { green: 0, amber: 0, red: 0, paused: 0, met: 0, breached: 0 }
  const runs = tickets.flatMap(({ ticket, runs: judged }): FinalRun[] => {
    const { id: ticketId, priority, team, createdAt } = ticket
    const { current } = book.atHand(ticket)
    const statuses = current ? statusOf(ticket, current, until) : []
    for (const { light } of statuses) lights[light] += 1
    const known = new Set(judged.map(({ target, cycle }) => `${target} ${cycle}`))
    const running = statuses.filter(
      ({ target, cycle, endedAt }) => endedAt === null && !known.has(`${target} ${cycle}`),
    )
    return [
      ...judged.map((run): FinalRun => ({ ...run, ticketId, createdAt })),
      ...running.map(({ target, cycle, policy: { id: policy }, dueAt }): FinalRun => {
        const open = { verdict: 'running', endedAt: null, usedSeconds: null } as const
        return { ticketId, target, cycle, policy, dueAt, ...open, priority, team, createdAt }
      }),
    ]
  })
  return { runs, lights }
}

/** Counts runs by what became of them. */
export function summarize(
  tickets: readonly ReplayedTicket[],
  { runs, lights }: ReturnType<typeof finalRuns>,
): RehearsedSla {
  const all = counts(runs)
  const judged = all.met + all.breached
  return {
    promised: tickets.filter(({ ticket }) => ticket.sla !== null && ticket.sla.promise !== null).length,
    verdicts: all,
    metShare: judged === 0 ? null : all.met / judged,
    byTarget: grouped(runs, ({ target }) => target),
    byPriority: grouped(runs, ({ priority }) => priority),
    byTeam: grouped(runs, ({ team }) => team ?? ''),
    used: usedTimes(runs),
    lights,
  }
}

/** The share of the time to resolution, to the end where there is none, in which the clocks stood still. */
export function pausedShare(tickets: readonly ReplayedTicket[], until: Instant): number {
  let whole = 0
  let paused = 0
  for (const { ticket } of tickets) {
    const { facts, createdAt } = ticket
    const end = facts.solvedAt ?? until
    whole += Math.max(0, end - createdAt)
    for (const pause of facts.pauses) paused += Math.max(0, Math.min(pause.to ?? end, end) - pause.from)
  }
  return whole === 0 ? 0 : paused / whole
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

/** Percentiles by nearest rank: each is a time that was really taken. */
function percentiles(times: number[]): UsedTime {
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { count: sorted.length, p50: at(0.5), p80: at(0.8), p90: at(0.9), p95: at(0.95) }
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
