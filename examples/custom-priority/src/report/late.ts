import type { RehearsalDifference, VerdictCounts } from '@docket/core'
import { priority } from '../priority.js'
import type { Rehearsed } from '../rehearse.js'
import { type BarGroup, barChart } from './chart.js'
import { paragraph, section, type Text } from './html.js'
import { table } from './table.js'
import { minute, percent, term, whole } from './words.js'

const HEADING: Text = { en: 'What would have been late', zh: '哪些会逾期' }
const CHART: Text = { en: 'Promises kept, by priority', zh: '按优先级的承诺达成率' }
const SHOWN = 10

/** Which promises would have been kept, and which tickets would newly have been late. */
export function late({ rehearsal, nameOf }: Rehearsed): string {
  const { before, after, differences } = rehearsal
  const { newlyBreached, newlyMet } = differences
  const rows = differences.items.filter(isNewlyLate).slice(0, SHOWN)
  return section('late', HEADING, [
    paragraph({
      en: `${whole(newlyBreached)} promises would newly have been broken, ${whole(newlyMet)} no longer. A ticket counts with the priority that it had when it was judged, so a more urgent level has less time.`,
      zh: `新增逾期 ${whole(newlyBreached)} 个，不再逾期 ${whole(newlyMet)} 个。工单按判定时的优先级计算：级别越高，时限越短。`,
    }),
    barChart(
      'late-chart',
      CHART,
      priority.levels.flatMap((level) => groupOf(level, before.byPriority[level], after.byPriority[level])),
    ),
    ...(rows.length === 0 ? [] : [newlyLate(rows, newlyBreached, nameOf)]),
  ])
}

function isNewlyLate({ before, after }: RehearsalDifference): boolean {
  return before?.verdict === 'met' && after?.verdict === 'breached'
}

function groupOf(level: string, before: VerdictCounts = NOTHING, after: VerdictCounts = NOTHING): BarGroup[] {
  const sides = [
    ['before', before],
    ['after', after],
  ] as const
  const bars = sides.map(([side, { met, breached }]) => {
    const judged = met + breached
    const label = judged === 0 ? '–' : `${percent(met / judged)} (${whole(met)}/${whole(judged)})`
    return { side, length: judged === 0 ? 0 : met / judged, label }
  })
  return bars.every(({ label }) => label === '–') ? [] : [{ name: term(level), bars }]
}

const NOTHING: VerdictCounts = { met: 0, breached: 0, running: 0 }

function newlyLate(rows: readonly RehearsalDifference[], total: number, nameOf: Rehearsed['nameOf']): string {
  const shown =
    rows.length < total
      ? { en: `the first ${rows.length} of ${whole(total)}`, zh: `共 ${whole(total)} 个，列出前 ${rows.length} 个` }
      : { en: 'all', zh: '全部' }
  return table({
    caption: { en: `Newly late: ${shown.en}`, zh: `新增逾期：${shown.zh}` },
    heads: [
      { en: 'Ticket', zh: '工单' },
      { en: 'Priority', zh: '优先级' },
      { en: 'Due before', zh: '原期限' },
      { en: 'Due after', zh: '新期限' },
      { en: 'Done', zh: '完成' },
    ],
    rows: rows.map(({ ticketId, priority: level, before, after }) => [
      nameOf(ticketId),
      term(level),
      minute(before?.dueAt ?? null),
      minute(after?.dueAt ?? null),
      minute(after?.endedAt ?? null),
    ]),
  })
}
