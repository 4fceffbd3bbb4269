import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '../testing/manual-clock.js'
import { seededRandom } from '../testing/seeded-random.js'
import { retryDelay } from './backoff.js'
import { EARLIEST_INSTANT, LATEST_INSTANT } from './clock.js'
import { addDuration, durationMs, timeSpanMs } from './duration.js'

describe('durations', () => {
  it('add their parts up; a day is 24 hours', () => {
    expect(durationMs({ days: 1, hours: 2, minutes: 3, seconds: 4 })).toBe(93_784_000)
    expect(durationMs({})).toBe(0)
    expect(durationMs({ days: 1 })).toBe(durationMs({ hours: 24 }))
    expect(durationMs({ minutes: 1.5 })).toBe(90_000)
    expect(durationMs({ days: -1, hours: 24 })).toBe(0)
    expect(timeSpanMs({ hours: 2, minutes: 3, seconds: 4 })).toBe(7_384_000)
    expect(timeSpanMs({})).toBe(0)
  })

  it('give whole milliseconds, as instants must be', () => {
    const part = fc.double({ min: 0, max: 10_000, noNaN: true })
    const duration = fc.record({ days: part, hours: part, minutes: part, seconds: part }, { requiredKeys: [] })
    fc.assert(fc.property(duration, (given) => Number.isSafeInteger(addDuration(Date.UTC(2025, 0), given))))
  })

  it('pass 30 days, where a platform timer would overflow', () => {
    const due = addDuration(Date.UTC(2025, 0, 1), { days: 60 })
    expect(new Date(due).toISOString()).toBe('2025-03-02T00:00:00.000Z')
  })
})

it('stores instants of the years 1900 to 2199', () => {
  expect(new Date(EARLIEST_INSTANT).toISOString()).toBe('1900-01-01T00:00:00.000Z')
  expect(new Date(LATEST_INSTANT - 1).toISOString()).toBe('2199-12-31T23:59:59.999Z')
})

describe('retryDelay', () => {
  const fixed = (value: number) => ({ next: () => value })

  it('doubles from a second to an hour and then stays', () => {
    const longest = [1, 2, 3, 4, 11, 12, 13, 14, 1_000].map((attempts) => retryDelay(attempts, fixed(1)))
    expect(longest.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(longest.slice(4)).toEqual([1_024_000, 2_048_000, 3_600_000, 3_600_000, 3_600_000])
  })

  it('lies between half and all of it, as chance has it', () => {
    const random = seededRandom(7)
    const delays = Array.from({ length: 2_000 }, () => retryDelay(5, random))
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(8_000)
    expect(Math.max(...delays)).toBeLessThanOrEqual(16_000)
    expect(Math.min(...delays)).toBeLessThan(8_200)
    expect(Math.max(...delays)).toBeGreaterThan(15_800)
    expect(delays.every(Number.isInteger)).toBe(true)
  })
})

describe('what tests inject', () => {
  it('a clock that stands until it is moved', () => {
    const clock = manualClock()
    expect(clock.now()).toBe(Date.UTC(2025, 0, 1))
    clock.advance({ days: 1, seconds: -1 })
    expect(clock.now()).toBe(Date.UTC(2025, 0, 1, 23, 59, 59))
    clock.set(new Date(5))
    expect(clock.now()).toBe(5)
  })

  it('chance that repeats for a seed and lies from 0 to 1', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 10_000 },
        (
          (random) => () =>
            random.next()
        )(seededRandom(seed)),
      )
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    const numbers = draw(3)
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
    expect(numbers.reduce((sum, number) => sum + number) / numbers.length).toBeCloseTo(0.5, 1)
  })
})
