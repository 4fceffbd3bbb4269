import type { Rehearsal, RehearsalDifference, RehearsedVerdict } from './rehearsal-types.js'
import type { FinalRun } from './summarize.js'

/** The runs that fare otherwise, in the order of their tickets' creation. */
export function differencesBetween(
  before: readonly FinalRun[],
  after: readonly FinalRun[],
  limit: number,
): Omit<Rehearsal['differences'], 'assignments' | 'outcomes'> {
  const others = new Map(after.map((run) => [keyOf(run), run]))
  const pairs: { readonly before: FinalRun | null; readonly after: FinalRun | null }[] = before.map((run) => {
    return { before: run, after: others.get(keyOf(run)) ?? null }
  })
  const known = new Set(before.map(keyOf))
  pairs.push(...after.filter((run) => !known.has(keyOf(run))).map((run) => ({ before: null, after: run })))
  const different = pairs.filter((pair) => pair.before?.verdict !== pair.after?.verdict)
  const items = different.flatMap((pair) => {
    const run = pair.after ?? pair.before
    if (run === null) return []
    const { ticketId, target, cycle, priority, team, createdAt } = run
    const sides = { before: verdictOf(pair.before), after: verdictOf(pair.after) }
    const difference: RehearsalDifference = { ticketId, target, cycle, priority, team, ...sides }
    return [{ createdAt, difference }]
  })
  items.sort((a, b) => a.createdAt - b.createdAt || (keyOf(a.difference) < keyOf(b.difference) ? -1 : 1))
  const became = (wanted: 'met' | 'breached', from: 'met' | 'breached') =>
    different.filter((pair) => pair.before?.verdict === from && pair.after?.verdict === wanted).length
  return {
    total: items.length,
    newlyBreached: became('breached', 'met'),
    newlyMet: became('met', 'breached'),
    items: items.slice(0, limit).map(({ difference }) => difference),
  }
}

function keyOf({ ticketId, target, cycle }: Pick<FinalRun, 'ticketId' | 'target' | 'cycle'>): string {
  return `${ticketId} ${target} ${cycle}`
}

function verdictOf(run: FinalRun | null): RehearsedVerdict | null {
  if (run === null) return null
  const { verdict, policy, dueAt, endedAt } = run
  return {
    verdict,
    policy,
    dueAt: dueAt === null ? null : new Date(dueAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
  }
}
