import type { Figures, RefusedTransition } from './figures/figures.js'

/** Lays the figures out for a terminal. The same figures give the same text. */
export function formatTable(figures: Figures): string {
  const { resolutionHours: hours, refusals } = figures
  const lines: [string, string][] = [
    ['Incidents', whole(figures.incidents)],
    ['Events (rows of the log)', whole(figures.events)],
    ['Transitions accepted', whole(figures.transitionsAccepted)],
    ['Transitions refused', onIncidents(figures.transitionsRefused, figures.incidentsWithRefusals)],
    ['Priority contradictions', whole(figures.priorityContradictions)],
    ['Reopenings', onIncidents(figures.reopenings, figures.reopenedIncidents)],
    ['Handovers between groups', whole(figures.handovers)],
    ['Waiting before first resolution', percent(figures.waitingShare)],
    [
      'Hours from opened to resolved',
      `median ${hour(hours.p50)}, 90 % within ${hour(hours.p90)} (${whole(hours.n)} known)`,
    ],
    ['SLA made', percent(figures.madeSlaShare)],
    [
      'Ended in',
      Object.entries(figures.byState)
        .map(([state, count]) => `${state} ${whole(count)}`)
        .join(', ') || 'none',
    ],
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  const table = lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
  return `${[...table, ...refusalLines(refusals)].join('\n')}\n`
}

/** The figures as `--json` gives them: of a refusal, what the log says. */
export function toJson(figures: Figures) {
  return { ...figures, refusals: figures.refusals.map(({ ticket, row, from, to }) => ({ ticket, row, from, to })) }
}

function refusalLines(refusals: readonly RefusedTransition[]): string[] {
  if (refusals.length === 0) return []
  const lines = refusals
    .slice(0, SHOWN)
    .map(({ ticket, row, from, to, reason }) => `  ${ticket}  row ${row}: ${from} to ${to} (${reason})`)
  const more = refusals.length - SHOWN
  return ['', 'Refused', ...lines, ...(more > 0 ? [`  and ${whole(more)} more; --json lists all`] : [])]
}

const SHOWN = 12
const whole = (value: number) => value.toLocaleString('en-US')
const onIncidents = (count: number, incidents: number) =>
  `${whole(count)} on ${whole(incidents)} ${incidents === 1 ? 'incident' : 'incidents'}`
const percent = (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(2)} %`)
const hour = (value: number | null) => (value === null ? 'none' : value.toFixed(2))
