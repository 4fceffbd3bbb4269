import type { RehearsedSide } from '@docket/core'
import type { Rehearsed } from './rehearse.js'
import { duration, percent, whole } from './report/words.js'

/** The figures of a rehearsal for a terminal. The same rehearsal gives the same text. */
export function formatFigures({ rehearsal: { before, after, tickets, differences } }: Rehearsed): string {
  const both = (of: (side: RehearsedSide) => string) => [of(before), of(after)] as const
  const waited = (percentile: 'p50' | 'p90' | 'p95') => (side: RehearsedSide) => {
    const found = side.routing?.waited ?? null
    return found === null ? '-' : duration(found[percentile]).en
  }
  const rows = [
    ['', 'today', 'after'],
    ['given to somebody', ...both(({ routing }) => whole(routing?.assigned ?? 0))],
    ['never given to anybody', ...both(({ routing }) => whole(routing?.unassigned ?? 0))],
    ['half wait at most', ...both(waited('p50'))],
    ['90 % wait at most', ...both(waited('p90'))],
    ['95 % wait at most', ...both(waited('p95'))],
    ['promises kept', ...both(({ metShare }) => (metShare === null ? '-' : percent(metShare)))],
    ['promises broken', ...both(({ verdicts }) => whole(verdicts.breached))],
  ]
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const lines = rows.map(([name = '', ...values]) => {
    return `  ${name.padEnd(width(0))}${values.map((value, at) => `  ${value.padStart(width(at + 1))}`).join('')}`
  })
  const { newlyBreached, newlyMet, assignments } = differences
  return [
    ...lines,
    '',
    `  newly late ${whole(newlyBreached)}, no longer late ${whole(newlyMet)}`,
    `  with another agent, team or priority: ${whole(assignments.total)} of ${whole(tickets)} tickets`,
    '',
  ].join('\n')
}
