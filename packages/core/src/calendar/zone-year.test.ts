import { describe, expect, it } from 'vitest'
import { DAY_MS, yearStart } from './reach.js'
import { isTimeZone, offsetAt } from './zone-offset.js'
import { findSpans, offsetSpans } from './zone-year.js'

const HOUR_MS = 3_600_000
const spansOf = (zone: string, year: number) =>
  offsetSpans(zone, year).map(({ from, offset }) => [new Date(from).toISOString(), offset / HOUR_MS])

describe('the offsets of a zone in a year', () => {
  it('are one where the clocks stay, and change to the second where they do not', () => {
    expect(spansOf('Asia/Kathmandu', 2025)).toEqual([['2025-01-01T00:00:00.000Z', 5.75]])
    expect(spansOf('America/New_York', 2025)).toEqual([
      ['2025-01-01T00:00:00.000Z', -5],
      ['2025-03-09T07:00:00.000Z', -4],
      ['2025-11-02T06:00:00.000Z', -5],
    ])
    expect(
      spansOf('America/St_Johns', 2010)
        .map(([from]) => from)
        .slice(1),
    ).toEqual(['2010-03-14T03:31:00.000Z', '2010-11-07T02:31:00.000Z'])
    expect(
      offsetSpans('America/New_York', 1883).map(({ from, offset }) => [new Date(from).toISOString(), offset]),
    ).toEqual([
      ['1883-01-01T00:00:00.000Z', -17_762_000],
      ['1883-11-18T17:00:00.000Z', -18_000_000],
    ])
  })

  it('change where a year begins, and a day at a time', () => {
    expect(spansOf('Asia/Kathmandu', 1985).map(([, offset]) => offset)).toEqual([5.5, 5.75])
    expect(spansOf('Pacific/Apia', 2011).slice(-2)).toEqual([
      ['2011-09-24T14:00:00.000Z', -10],
      ['2011-12-30T10:00:00.000Z', 14],
    ])
    expect(spansOf('Pacific/Apia', 2012)[0]).toEqual(['2012-01-01T00:00:00.000Z', 14])
    expect(spansOf('Pacific/Kwajalein', 1993).map(([, offset]) => offset)).toEqual([-12, 12])
  })

  // The shortest times for which zones left their offset; see the step in zone-year.ts.
  it.each([
    ['America/Boa_Vista', 2000, 3],
    ['America/Recife', 2000, 3],
    ['Africa/Tunis', 1943, 4],
    ['Africa/Cairo', 2014, 4],
    ['Africa/Casablanca', 2012, 4],
  ])('lose no change that is soon taken back: %s in %i', (zone, year, changes) => {
    expect(offsetSpans(zone, year)).toHaveLength(changes + 1)
    expectSteady(zone, year, HOUR_MS)
  })

  it('lose none that rules for later years foresee', () => {
    for (const year of [2040, 2054, 2072]) expectSteady('Asia/Gaza', year, HOUR_MS)
    for (const year of [2031, 2064, 2087, 2088]) expectSteady('Africa/Casablanca', year, HOUR_MS)
  })

  it('lose no change in any zone', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    expect(zones.length).toBeGreaterThan(400)
    for (const zone of zones) for (const year of [2011, 2040]) expectSteady(zone, year, DAY_MS / 2)
  })

  it('are found where they change several times within a step, to the second', () => {
    // No zone does that; zones of tomorrow may.
    const changes = [0.5, 1.25, 1.25 + 1 / 86_400, 2.75, 200, 205.9].map((day) => yearStart(2025) + day * DAY_MS)
    const offsetOf = (at: number) => changes.filter((change) => change <= at).length * HOUR_MS
    const spans = findSpans(offsetOf, yearStart(2025), yearStart(2026))
    expect(spans.map(({ from }) => from)).toEqual([yearStart(2025), ...changes])
    expect(spans.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6].map((hours) => hours * HOUR_MS))
    expect(spans.map(({ to }) => to)).toEqual([...changes, yearStart(2026)])
  })

  it('are found once', () => {
    expect(offsetSpans('Europe/Paris', 2025)).toBe(offsetSpans('europe/paris', 2025))
  })
})

/** That a zone has the offsets that were found, looked up at every step of a year. */
function expectSteady(zone: string, year: number, step: number): void {
  const spans = offsetSpans(zone, year)
  expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([yearStart(year), yearStart(year + 1)])
  for (const [index, { from, to, offset }] of spans.entries()) {
    if (index > 0) expect([spans[index - 1]?.to, offsetAt(zone, from - 1000)]).toEqual([from, spans[index - 1]?.offset])
    for (let at = from; at < to; at += step) {
      if (offsetAt(zone, at) !== offset) throw new Error(`${zone} left its offset by ${new Date(at).toISOString()}`)
    }
  }
}

it('knows which names are zones', () => {
  for (const zone of ['UTC', 'Asia/Shanghai', 'asia/shanghai', 'Asia/Calcutta', 'Etc/GMT+5'])
    expect(isTimeZone(zone)).toBe(true)
  for (const zone of ['', 'Shanghai', '+08:00', 'GMT+8', 'Asia/', '../UTC', '上海'])
    expect([zone, isTimeZone(zone)]).toEqual([zone, false])
})

it('reads offsets to the second, ahead and behind', () => {
  expect(offsetAt('Africa/Monrovia', Date.UTC(1970, 0))).toBe(-(44 * 60 + 30) * 1000)
  expect(offsetAt('UTC', 0)).toBe(0)
  expect(offsetAt('Pacific/Chatham', Date.UTC(2025, 0))).toBe(13.75 * HOUR_MS)
  expect(offsetAt('Asia/Shanghai', Date.UTC(1850, 0))).toBe((8 * 3600 + 5 * 60 + 43) * 1000)
})
