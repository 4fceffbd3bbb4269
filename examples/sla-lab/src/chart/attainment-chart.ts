import { scaleBand, scaleLinear } from 'd3-scale'
import type { GroupVerdicts, Outcome } from '../outcome.js'
import { CHART_STYLE, COLOURS } from './chart-style.js'

const WIDTH = 760
const LEFT = 96
const RIGHT = 120
const TOP = 84
const BAR = 15
const GAP_BETWEEN_GROUPS = 18
const LEGEND_LINE = 20

/** One bar: how a group did in one series, which is today or a change. */
interface Bar extends GroupVerdicts {
  readonly group: string
  readonly series: number
}

/**
 * Draws the share of promises kept by priority, today and after each change, as an SVG document: text is text, the colours
 * follow the reader's light or dark surroundings, and title and description tell it to who does not see it. The same
 * outcomes give the same picture.
 */
export function attainmentChart(outcomes: readonly Outcome[]): string {
  const series = ['today', ...outcomes.map(({ title }) => title)]
  const bars = barsOf(outcomes)
  const groups = [...new Set(bars.map(({ group }) => group))]
  const top = TOP + (series.length - 1) * LEGEND_LINE
  const height = groups.length * (series.length * BAR + GAP_BETWEEN_GROUPS)
  const x = scaleLinear([0, 1], [LEFT, WIDTH - RIGHT])
  const y = scaleBand(groups, [top, top + height]).paddingInner(GAP_BETWEEN_GROUPS / (height / groups.length))
  const inner = scaleBand(
    series.map((_, index) => index),
    [0, y.bandwidth()],
  ).paddingInner(0.12)

  const ticks = x.ticks(5).map((share) => {
    const at = round(x(share))
    const label = `<text class="quiet middle" x="${at}" y="${round(top + height + 18)}">${Math.round(share * 100)} %</text>`
    return `<line class="line" x1="${at}" x2="${at}" y1="${top - 4}" y2="${round(top + height)}"/>${label}`
  })
  const labels = groups.map((group) => {
    const middle = round((y(group) ?? 0) + y.bandwidth() / 2 + 4)
    return `<text class="end" x="${LEFT - 12}" y="${middle}">${escaped(group)}</text>`
  })
  const shapes = bars.map(({ group, series: index, kept, judged }) => {
    const at = (y(group) ?? 0) + (inner(index) ?? 0)
    const end = x(kept ?? 0)
    const told = kept === null ? 'nothing judged' : `${shareText(kept)} of ${judged.toLocaleString('en-US')}`
    const tip = `<title>${escaped(`${group}, ${series[index]}: ${told}`)}</title>`
    const size = `x="${LEFT}" y="${round(at)}" width="${round(end - LEFT)}" height="${round(inner.bandwidth())}"`
    const text = `<text class="quiet value" x="${round(end + 6)}" y="${round(at + inner.bandwidth() / 2 + 4)}">${told}</text>`
    return `<g>${tip}<rect class="${colourOf(index)}" ${size} rx="2"/>${text}</g>`
  })
  const legend = series.map((name, index) => {
    const at = 52 + index * LEGEND_LINE
    const mark = `<rect class="${colourOf(index)}" x="${LEFT}" y="${at}" width="12" height="12" rx="2"/>`
    return `${mark}<text x="${LEFT + 20}" y="${at + 11}">${escaped(name)}</text>`
  })
  const whole = round(top + height + 34)
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${whole}" width="${WIDTH}" height="${whole}" role="img" aria-labelledby="chart-title chart-description">`,
    `<title id="chart-title">${TITLE}</title>`,
    `<desc id="chart-description">${escaped(description(outcomes))}</desc>`,
    `<style>${CHART_STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${whole}"/>`,
    `<text class="title" x="${LEFT}" y="32">${TITLE}</text>`,
    ...legend,
    ...ticks,
    ...labels,
    ...shapes,
    '</svg>',
  ].join('\n')}\n`
}

const TITLE = 'Promises kept by priority, today and after each change'

function barsOf(outcomes: readonly Outcome[]): Bar[] {
  const rows = outcomes.map(({ byPriority, all }) => [...byPriority, all])
  return [
    ...(rows[0] ?? []).map(({ group, before }): Bar => ({ group, series: 0, ...before })),
    ...rows.flatMap((row, index) => row.map(({ group, after }): Bar => ({ group, series: index + 1, ...after }))),
  ]
}

function description(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ title, all: { before, after, newlyLate, noLongerLate } }) => {
      const shares = `${shareText(before.kept)} kept before, ${shareText(after.kept)} after`
      return `${title}: ${shares}; ${newlyLate} newly late, ${noLongerLate} no longer late.`
    })
    .join(' ')
}

const shareText = (share: number | null) => (share === null ? 'nothing' : `${(share * 100).toFixed(1)} %`)
const colourOf = (series: number) => `series-${series % COLOURS}`
const round = (value: number) => Math.round(value * 100) / 100
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
