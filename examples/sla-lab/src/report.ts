import type { GroupOutcome, Outcome, Turned } from './outcome.js'

/** Lays out for a terminal what changes would have done. The same outcomes give the same text. */
export function formatReport(outcomes: readonly Outcome[]): string {
  return `${outcomes.map(formatOutcome).join('\n')}\n${NOTE}`
}

const NOTE = `What people did stays as it was: nobody in this history hurried because of a shorter promise, or worked a new shift.
A promise counts for the priority and team that its incident had when it was judged, which can be another time after a change.
`

function formatOutcome(outcome: Outcome): string {
  const { title, all, byPriority, byTeam, newlyLate, noLongerLate } = outcome
  const changed = byTeam.filter((team) => team.newlyLate + team.noLongerLate > 0)
  const still = byTeam.length - changed.length
  return [
    title,
    `  kept ${percent(all.before.kept)} before, ${percent(all.after.kept)} after; ${whole(all.newlyLate)} newly late, ${whole(all.noLongerLate)} no longer late`,
    ...section(groupTable('priority', [...byPriority, all])),
    ...(changed.length > 0 ? section(groupTable('team', changed.slice(0, SHOWN))) : []),
    ...(changed.length > SHOWN ? [`  and ${teams(changed.length - SHOWN)} more with a change; --json lists all`] : []),
    `  ${teams(still)} without a change`,
    ...turnedTable('newly late', newlyLate),
    ...turnedTable('no longer late', noLongerLate),
    '',
  ].join('\n')
}

const SHOWN = 10

function groupTable(name: string, groups: readonly GroupOutcome[]): string[][] {
  const rows = groups.map(({ group, before, after, newlyLate, noLongerLate }) => {
    return [group, ...[after.judged, before.late, after.late, newlyLate, noLongerLate].map(whole)]
  })
  return [[name, 'judged', 'late before', 'late after', 'newly late', 'no longer late'], ...rows]
}

function turnedTable(what: string, turned: readonly Turned[]): string[] {
  if (turned.length === 0) return []
  const some = turned.length > SHOWN ? `the first ${SHOWN} of ${whole(turned.length)}` : whole(turned.length)
  const rows = turned.slice(0, SHOWN).map(({ ticket, priority, team, dueBefore, dueAfter, solvedAt }) => {
    return [ticket, priority, team, minute(dueBefore), minute(dueAfter), minute(solvedAt)]
  })
  const [gap = '', ...lines] = section([['ticket', 'priority', 'team', 'due before', 'due after', 'solved'], ...rows])
  return [gap, `  ${what}: ${some}`, ...lines]
}

/** Columns under their heads, the first to the left and numbers to the right. */
function section(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const isNumber = (column: number) => rows.slice(1).every((row) => /^[\d,]+$/.test(row[column] ?? ''))
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) => (isNumber(at) ? cell.padStart(width(at)) : cell.padEnd(width(at))))
    return `  ${cells.join('  ')}`.trimEnd()
  })
  return ['', ...lines]
}

const teams = (count: number) => `${whole(count)} ${count === 1 ? 'team' : 'teams'}`
const whole = (value: number) => value.toLocaleString('en-US')
const percent = (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(2)} %`)
const minute = (at: Date | null) => (at === null ? 'never' : `${at.toISOString().slice(0, 16).replace('T', ' ')}`)
