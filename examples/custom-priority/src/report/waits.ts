import { scaleSymlog } from 'd3-scale'
import type { Rehearsed } from '../rehearse.js'
import { type BarGroup, barChart } from './chart.js'
import { paragraph, section, type Text } from './html.js'
import { duration } from './words.js'

const HEADING: Text = { en: 'How long tickets wait for somebody', zh: '工单等待分派多久' }
const NOTE: Text = {
  en: 'From the creation of a ticket until it is first given to somebody. Each step to the right is a multiple of the time.',
  zh: '从工单创建到首次分派。横轴为对数刻度。',
}

/** How long tickets waited until they were first given to somebody, before and after. */
export function waits({ rehearsal: { before, after } }: Rehearsed): string {
  const waited = { before: before.routing?.waited ?? null, after: after.routing?.waited ?? null }
  const longest = Math.max(60, waited.before?.p95 ?? 0, waited.after?.p95 ?? 0)
  // Minutes and days in one picture, and nothing is nothing.
  const scale = scaleSymlog([0, longest], [0, 1]).constant(60)
  const groups = (['p50', 'p80', 'p90', 'p95'] as const).map((percentile): BarGroup => {
    const share = percentile.slice(1)
    const bars = (['before', 'after'] as const).map((side) => {
      const seconds = waited[side]?.[percentile] ?? null
      // Its units are read in both languages, and two would not fit on a phone.
      return { side, length: scale(seconds ?? 0), label: seconds === null ? '–' : duration(seconds).en }
    })
    return { name: { en: `${share} % within`, zh: `${share} % 不超过` }, bars }
  })
  return section('waits', HEADING, [paragraph(NOTE), barChart('waits-chart', HEADING, groups)])
}
