import { describe, expect, it } from 'vitest'
import { seededRandom } from '../random/seeded-random.js'
import { type PoissonInput, poisson } from './poisson.js'

const SEED = 20_250_602
const since = new Date('2025-06-02T00:00:00Z')
const days = (count: number) => new Date(since.getTime() + count * 86_400_000)
const draw = (perHour: PoissonInput<number>['perHour'], until: Date, seed = SEED, timeZone = 'UTC') =>
  poisson({ perHour, timeZone, ticket: (_random, index) => index })({ random: seededRandom(seed), since, until })

describe(`a Poisson stream (seed ${SEED})`, () => {
  it('has the rate, and gaps as long as their own mean and spread', () => {
    const arrivals = draw(20, days(100))
    // Of 48,000 expected, three standard deviations are 657.
    expect(Math.abs(arrivals.length - 48_000)).toBeLessThan(657)
    const gaps = arrivals.slice(1).map(({ at }, index) => at.getTime() - (arrivals[index]?.at.getTime() ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
    expect(spread / mean).toBeGreaterThan(0.98)
    expect(spread / mean).toBeLessThan(1.02)
    expect(arrivals.map(({ ticket }) => ticket)).toEqual(arrivals.map((_, index) => index))
    expect(arrivals.every(({ at }) => since <= at && at < days(100))).toBe(true)
  })

  it('follows the local hour and weekday', () => {
    const perHour = (hour: number, weekday: string) => (weekday === 'sun' ? 0 : hour === 9 ? 60 : hour === 10 ? 30 : 0)
    const arrivals = draw(perHour, days(70), SEED, 'Asia/Shanghai')
    const hours = new Map<number, number>()
    for (const { at } of arrivals) hours.set(at.getUTCHours(), (hours.get(at.getUTCHours()) ?? 0) + 1)
    expect([...hours.keys()].sort()).toEqual([1, 2])
    // 60 working days: 3,600 and 1,800 expected, three standard deviations are 180 and 127.
    expect(Math.abs((hours.get(1) ?? 0) - 3_600)).toBeLessThan(180)
    expect(Math.abs((hours.get(2) ?? 0) - 1_800)).toBeLessThan(127)
    expect(arrivals.some(({ at }) => at.getUTCDay() === 0)).toBe(false)
  })

  it('repeats for the same seed alone', () => {
    expect(draw(5, days(2))).toEqual(draw(5, days(2)))
    expect(draw(5, days(2))).not.toEqual(draw(5, days(2), SEED + 1))
    expect(draw(0, days(2))).toEqual([])
  })

  it('takes rates and zones that there are', () => {
    for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => draw(rate, days(1))).toThrow(/Pass `perHour` as a finite number from 0/)
      expect(() => draw((hour) => (hour === 23 ? rate : 1), days(1))).toThrow(/Pass `perHour`/)
    }
    expect(() => draw(1, days(1), 1, 'Mars/Olympus')).toThrow(/There is no time zone Mars\/Olympus/)
  })
})
