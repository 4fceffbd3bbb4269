import { describe, expect, it } from 'vitest'
import type { GroupOutcome, Outcome } from '../outcome.js'
import { attainmentChart } from './attainment-chart.js'

const group = (name: string, before: number | null, after: number | null): GroupOutcome => ({
  group: name,
  before: { judged: before === null ? 0 : 1_000, late: 0, kept: before },
  after: { judged: after === null ? 0 : 1_000, late: 0, kept: after },
  newlyLate: 3,
  noLongerLate: 0,
})
const outcome = (title: string, after: number): Outcome => ({
  id: title,
  title,
  all: group('all', 0.5, after),
  byPriority: [group('high', 0.5, after), group('low', null, null)],
  byTeam: [],
  newlyLate: [],
  noLongerLate: [],
})
const chart = attainmentChart([outcome('Faster & <better>', 0.25), outcome('Slower', 1)])

describe('the chart', () => {
  it('is well-formed', () => {
    const open: string[] = []
    for (const [, closing, name, empty] of chart.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name)
      else if (!empty) open.push(name ?? '')
    }
    expect(open).toEqual([])
    expect(chart).not.toMatch(/&(?!amp;|lt;|gt;)/)
    expect(chart).not.toContain('NaN')
  })

  it('draws each share as long as it is', () => {
    const bars = [
      ...chart.matchAll(
        /<rect class="series-(\d)" x="96" y="[\d.]+" width="([\d.]+)" height="[\d.]+" rx="2"\/><text class="quiet/g,
      ),
    ]
    const widths = bars.map(([, series, width]) => [Number(series), Number(width)])
    expect(widths).toEqual([
      [0, 272],
      [0, 0],
      [0, 272],
      [1, 136],
      [1, 0],
      [1, 136],
      [2, 544],
      [2, 0],
      [2, 544],
    ])
  })

  it('says in words what it shows', () => {
    expect(chart).toContain('role="img" aria-labelledby="chart-title chart-description"')
    expect(chart).toContain('<title id="chart-title">Promises kept by priority, today and after each change</title>')
    expect(chart).toContain(
      'Faster &amp; &lt;better&gt;: 50.0 % kept before, 25.0 % after; 3 newly late, 0 no longer late.',
    )
    expect(chart).toContain('<title>high, Slower: 100.0 % of 1,000</title>')
    expect(chart).toContain('>nothing judged</text>')
  })

  it('follows light and dark surroundings', () => {
    expect(chart).toContain('@media (prefers-color-scheme: dark)')
    expect(chart.match(/fill="/g)).toBeNull()
  })

  it('is the same for the same outcomes', () => {
    expect(attainmentChart([outcome('Faster & <better>', 0.25), outcome('Slower', 1)])).toBe(chart)
  })
})
