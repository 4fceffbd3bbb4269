import { incidentsOf, minutes, type TextRow, USUAL_MATRIX } from './log-text.js'

const LEVELS = ['critical', 'high', 'moderate', 'low']
const HOURS: Readonly<Record<string, number>> = { critical: 4, high: 8, moderate: 24, low: 40 }

/** A verdict of the oracle. */
interface Judged {
  readonly incident: string
  readonly verdict: 'met' | 'breached'
  readonly priority: string
}

/**
 * What became of the promises, worked out a second time from the log's text: each incident is walked minute by minute,
 * and each minute counts in which its desk is open and nobody awaits its user. Without a line of Docket.
 */
export function slaByOracle(csv: string) {
  const incidents = incidentsOf(csv)
  const end = Math.max(...incidents.flat().map((row) => minutes(row['sys_updated_at'])))
  const walks = incidents.map((rows) => walk(rows, end))
  const judged = walks.flatMap((one) => one.judged)
  const breached = judged.filter(({ verdict }) => verdict === 'breached')
  const count = (level: string) => breached.filter(({ priority }) => priority === level).length
  const levels = LEVELS.filter((level) => judged.some(({ priority }) => priority === level))
  const sum = (of: (one: Walked) => number) => walks.reduce((total, one) => total + of(one), 0)
  return {
    judged,
    verdicts: { met: judged.length - breached.length, breached: breached.length, running: sum(({ open }) => open) },
    metShare: judged.length === 0 ? null : 1 - breached.length / judged.length,
    breachesByPriority: Object.fromEntries(levels.map((level) => [level, count(level)])),
    pausedShare: sum(({ paused }) => paused) / sum(({ whole }) => whole),
  }
}

interface Walked {
  readonly judged: Judged[]
  /** Promises without a verdict at the log's end: 0 or 1. */
  readonly open: number
  readonly paused: number
  readonly whole: number
}

function walk(rows: readonly TextRow[], end: number): Walked {
  const judged: Judged[] = []
  const incident = String(rows[0]?.['number'])
  const begin = minutes(rows[0]?.['sys_updated_at'])
  let now = begin
  let state = rows[0]?.['incident_state'] === '-100' ? 'New' : String(rows[0]?.['incident_state'])
  let levels = levelsOf(rows[0], ['?', '?'])
  let isJudged = false
  // The minute in which so many had counted: where the promise was of fewer, it ended there.
  let counted: number[] = []
  let pausedInAll = 0
  let solvedAt: number | null = isDone(state) ? now : null
  let pausedUntilSolved = 0

  const judge = (verdict: Judged['verdict']) => {
    if (!isJudged) judged.push({ incident, verdict, priority: priorityOf(levels) })
    isJudged = true
  }
  const dueAt = () => counted[(HOURS[priorityOf(levels)] ?? 80) * 60 - 1]
  const walkTo = (time: number) => {
    for (; now < time && !isDone(state); now += 1) {
      if (state === 'Awaiting User Info') pausedInAll += 1
      else if (isOpen(now)) counted.push(now + 1)
    }
    now = Math.max(now, time)
  }

  // An incident that begins as solved keeps its promise at once.
  if (isDone(state)) judge('met')
  for (const row of rows.slice(1)) {
    walkTo(minutes(row['sys_updated_at']))
    if (!isDone(state) && (dueAt() ?? now) < now) judge('breached')
    const to = row['incident_state'] === '-100' ? state : String(row['incident_state'])
    if (!isDone(state) && isDone(to)) {
      judge('met')
      solvedAt = now
      pausedUntilSolved = pausedInAll
    }
    if (isDone(state) && !isDone(to)) {
      isJudged = false
      counted = []
      solvedAt = null
    }
    state = to
    levels = levelsOf(row, levels)
  }
  walkTo(end)
  if (!isDone(state) && (dueAt() ?? end + 1) <= end) judge('breached')
  const paused = solvedAt === null ? pausedInAll : pausedUntilSolved
  return { judged, open: isJudged ? 0 : 1, paused, whole: (solvedAt ?? end) - begin }
}

const isDone = (state: string) => state === 'Resolved' || state === 'Closed'

function isOpen(minute: number): boolean {
  const [day, inDay] = [Math.floor(minute / 1_440), minute % 1_440]
  // 1970-01-01 was a Thursday.
  const weekday = (day + 3) % 7
  return weekday < 5 && inDay >= 8 * 60 && inDay < 18 * 60
}

function levelsOf(row: TextRow | undefined, before: readonly [string, string]): [string, string] {
  const [impact = '?', urgency = '?'] = [row?.['impact']?.[0], row?.['urgency']?.[0]]
  return [impact === '?' ? before[0] : impact, urgency === '?' ? before[1] : urgency]
}

function priorityOf(levels: readonly [string, string]): string {
  return LEVELS[(USUAL_MATRIX[levels.join('-')] ?? 3) - 1] ?? 'moderate'
}
