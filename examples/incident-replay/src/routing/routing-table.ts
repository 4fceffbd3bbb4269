import type { ExplainedDate, ExplainedDecision, Reason } from '@docket/core'
import type { ExplainedIncident } from './explain-incidents.js'
import type { RoutingFigures } from './routing-figures.js'

/** Lays the figures of routing out for a terminal. The same figures give the same text. */
export function formatRouting({ n, top1, top3, frequent, sure }: RoutingFigures): string {
  const lines: [string, string][] = [
    ['Judged', `${whole(n)} incidents, the later 30 % as far as their final group is known`],
    ['Final group predicted', `${percent(top1)} first, ${percent(top3)} among the first three`],
    ['By frequency alone', `${percent(frequent.top1)} first, ${percent(frequent.top3)} among the first three`],
    ['Sure enough not to abstain', `${whole(sure.n)}, of which right ${percent(sure.right)}`],
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return `${['Routing, learnt from the incidents opened in the earlier 70 %', ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')}\n`
}

/** The figures of routing as `--json` gives them. */
export function routingToJson(routing: RoutingFigures | null) {
  if (routing === null) return null
  const { n, top1, top3 } = routing
  return { n, top1, top3 }
}

/** Lays out why incidents are as they are: priority, assignment and dates, each with its reasons. */
export function formatExplained(incidents: readonly ExplainedIncident[]): string {
  const parts = incidents.map(({ incident, opening, finalGroup, ticket, explanation }) => [
    '',
    `${incident}, opened ${minuteOf(new Date(opening.openedAt))}; in the log it ended with ${finalGroup ?? 'no group'}`,
    `  Priority: ${ticket.priority}`,
    ...decisionLines(explanation.priority),
    `  Assigned to: ${ticket.assignee ?? 'nobody'}, team ${ticket.team ?? 'none'}`,
    ...decisionLines(explanation.assignment),
    ...explanation.dates.flatMap(dateLines),
  ])
  return `${['Explained, on a desk that routes incidents as they come', ...parts.flat()].join('\n')}\n`
}

function decisionLines(decision: ExplainedDecision | null): string[] {
  return decision === null ? [] : reasonLines(decision.reasons)
}

function dateLines({ target, event, dueAt, reasons }: ExplainedDate): string[] {
  return [`  Due: ${target ?? event} ${dueAt === null ? 'not now' : minuteOf(dueAt)}`, ...reasonLines(reasons)]
}

function reasonLines(reasons: readonly Reason[]): string[] {
  const lines = reasons.slice(0, SHOWN).map(({ code, ...values }) => {
    const told = Object.entries(values).map(([name, value]) => `${name} ${textOf(value)}`)
    return `    ${[code, told.join(', ')].join(': ').replace(/: $/, '')}`
  })
  const more = reasons.length - SHOWN
  return more > 0 ? [...lines, `    and ${more} more`] : lines
}

function textOf(value: unknown): string {
  if (value instanceof Date) return minuteOf(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** So many reasons of a decision are shown. */
const SHOWN = 8
const whole = (value: number) => value.toLocaleString('en-US')
const percent = (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(2)} %`)
const minuteOf = (instant: Date) => `${instant.toISOString().slice(0, 16)}Z`
