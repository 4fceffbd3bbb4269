import { describe, expect, it } from 'vitest'
import { seededRandom } from '../random/seeded-random.js'
import { estimateOf } from './estimate.js'
import { spreadOf } from './spread.js'

const SEED = 7

describe('an estimate', () => {
  // Two values 0 and 2 have the mean 1 and the standard error 1; n values 0 and 2 in equal parts have 1 / sqrt(n - 1).
  it.each([
    [2, 12.7062],
    [4, 3.1824],
    [6, 2.5706],
    [10, 2.2622],
    [30, 2.0452],
    [100, 1.9842],
    [1_000, 1.9623],
  ])('of %i seeds has an interval by the t of its degrees of freedom, %f', (count, t) => {
    const values = Array.from({ length: count }, (_, index) => (index % 2) * 2)
    const { mean, low, high } = estimateOf(values)
    expect(mean).toBe(1)
    expect((1 - (low ?? 0)) * Math.sqrt(count - 1)).toBeCloseTo(t, 3)
    expect((high ?? 0) - 1).toBeCloseTo(1 - (low ?? 0), 10)
  })

  it('leaves out what could not be measured, and says of how many it is', () => {
    expect(estimateOf([null, 3, null, 5])).toMatchObject({ count: 2, mean: 4 })
    expect(estimateOf([null, 3])).toEqual({ count: 1, mean: 3, low: null, high: null })
    expect(estimateOf([])).toEqual({ count: 0, mean: null, low: null, high: null })
  })

  it(`holds the true mean in about 95 of 100 cases (seed ${SEED})`, () => {
    const random = seededRandom(SEED)
    let held = 0
    for (let times = 0; times < 4_000; times += 1) {
      const { low, high } = estimateOf(Array.from({ length: 30 }, () => random.next()))
      if ((low ?? 1) <= 0.5 && 0.5 <= (high ?? 0)) held += 1
    }
    // The standard deviation of the share is 0.35 %.
    expect(Math.abs(held / 4_000 - 0.95)).toBeLessThan(0.0105)
  })
})

describe('a spread', () => {
  it('has percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(spreadOf(values)).toEqual({ count: 100, mean: 50.5, p50: 50, p95: 95, max: 100 })
    expect(spreadOf([7])).toEqual({ count: 1, mean: 7, p50: 7, p95: 7, max: 7 })
    expect(spreadOf([1, 2, 30])).toMatchObject({ p50: 2, p95: 30 })
    expect(spreadOf([])).toEqual({ count: 0, mean: null, p50: null, p95: null, max: null })
  })
})
