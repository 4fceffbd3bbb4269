import type { RehearsedSide } from '@docket/core'
import type { Rehearsed } from '../rehearse.js'
import { section, type Text } from './html.js'
import { type Cell, table } from './table.js'
import { duration, percent, whole } from './words.js'

/** The figures that matter most, before and after. */
export function summary({ rehearsal: { before, after } }: Rehearsed): string {
  return section('summary', { en: 'In short', zh: '概要' }, [
    table({
      caption: { en: 'Today and after the change', zh: '现状与变更后' },
      heads: [
        { en: 'Figure', zh: '指标' },
        { en: 'Today', zh: '现状' },
        { en: 'After', zh: '变更后' },
      ],
      rows: FIGURES.map(({ name, of }) => [name, of(before), of(after)]),
    }),
  ])
}

const waited = (side: RehearsedSide, percentile: 'p50' | 'p90' | 'p95'): Cell => {
  const found = side.routing?.waited ?? null
  return found === null ? '–' : duration(found[percentile])
}

const FIGURES: readonly { readonly name: Text; readonly of: (side: RehearsedSide) => Cell }[] = [
  { name: { en: 'Tickets given to somebody', zh: '已分派工单' }, of: ({ routing }) => whole(routing?.assigned ?? 0) },
  { name: { en: 'Never given to anybody', zh: '从未分派' }, of: ({ routing }) => whole(routing?.unassigned ?? 0) },
  { name: { en: 'Half wait at most', zh: '半数等待不超过' }, of: (side) => waited(side, 'p50') },
  { name: { en: '90 % wait at most', zh: '90 % 等待不超过' }, of: (side) => waited(side, 'p90') },
  { name: { en: '95 % wait at most', zh: '95 % 等待不超过' }, of: (side) => waited(side, 'p95') },
  { name: { en: 'Promises kept', zh: '承诺达成率' }, of: ({ metShare }) => percent(metShare) },
]
