import type { ExplainedDate, ExplainedDecision, Reason } from '@docket/core'
import { type ExplainedIncident, MOST_SHOWN, ROLES, type Role, type Waited } from './explain-incidents.js'
import { hours } from './lines.js'

/** Lays out why incidents are as they are: priority, assignment and dates, each with its reasons. */
export function formatExplained(explained: ReadonlyMap<Role, ExplainedIncident>): string {
  const parts = ROLES.map((role) => {
    const one = explained.get(role)
    return ['', ...(one ? [`${TITLES[role]}:`, ...incidentLines(one)] : [`${TITLES[role]}: no incident`])]
  })
  return `${['Explained, on that desk', ...parts.flat()].join('\n')}\n`
}

const TITLES: Readonly<Record<Role, string>> = {
  'at-once': 'Given to somebody at once, before others who had more to do',
  'others-full': 'Given to somebody at once, because the others were full',
  waited: 'Left to wait, because all were full',
}

function incidentLines({ incident, opening, finalGroup, ticket, explanation, waited }: ExplainedIncident): string[] {
  return [
    `${incident}, opened ${minuteOf(new Date(opening.openedAt))}; in the log it ended with ${finalGroup ?? 'no group'}`,
    `  Priority: ${ticket.priority}`,
    ...decisionLines(explanation.priority),
    ...(waited ? waitLines(waited) : []),
    `  Assigned to: ${ticket.assignee ?? 'nobody'}, team ${ticket.team ?? 'none'}`,
    ...(waited?.ms === null ? [] : decisionLines(explanation.assignment)),
    ...explanation.dates.flatMap(dateLines),
  ]
}

function waitLines({ first, ms }: Waited): string[] {
  return [`  Waited: ${ms === null ? 'to the end' : hours(ms)}; when it was opened`, ...decisionLines(first)]
}

function decisionLines(decision: ExplainedDecision | null): string[] {
  return decision === null ? [] : reasonLines(decision.reasons)
}

function dateLines({ target, event, dueAt, reasons }: ExplainedDate): string[] {
  return [`  Due: ${target ?? event} ${dueAt === null ? 'not now' : minuteOf(dueAt)}`, ...reasonLines(reasons)]
}

function reasonLines(reasons: readonly Reason[]): string[] {
  const lines = reasons.slice(0, MOST_SHOWN).map(({ code, ...values }) => {
    const told = Object.entries(values).map(([name, value]) => `${name} ${textOf(value)}`)
    return `    ${[code, told.join(', ')].join(': ').replace(/: $/, '')}`
  })
  const more = reasons.length - MOST_SHOWN
  return more > 0 ? [...lines, `    and ${more} more`] : lines
}

function textOf(value: unknown): string {
  if (value instanceof Date) return minuteOf(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const minuteOf = (instant: Date) => `${instant.toISOString().slice(0, 16)}Z`
