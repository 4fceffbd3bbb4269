import type { CounterChange } from '@docket/core/store'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeCounters } from './merge-counters.js'

// One change after the other, as the contract puts it; null where a maximum is passed.
function oneByOne(value: number, changes: readonly CounterChange[]): number | null {
  let current = value
  for (const { delta, max } of changes) {
    current = Math.max(0, current + delta)
    if (max !== undefined && current > max) return null
  }
  return current
}

const change = fc.record(
  { key: fc.constant('k'), delta: fc.integer({ min: -5, max: 5 }), max: fc.integer({ min: -1, max: 8 }) },
  { requiredKeys: ['key', 'delta'] },
) as fc.Arbitrary<CounterChange>

it('does to any value what the changes do one after the other', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.array(change, { minLength: 1, maxLength: 6 }), (value, changes) => {
      const [merged] = mergeCounters(changes)
      if (merged === undefined) throw new Error('nothing merged')
      const passes = merged.ceiling === null || value <= merged.ceiling
      expect(passes ? Math.max(merged.floor, value + merged.delta) : null).toBe(oneByOne(value, changes))
    }),
    { seed: 7, numRuns: 2_000 },
  )
})

it('keeps counters apart and in order of their keys', () => {
  const changes = ['b', 'a', 'b'].map((key) => ({ key, delta: 1, max: 3 }))
  expect(mergeCounters(changes)).toEqual([
    { key: 'a', delta: 1, floor: 1, ceiling: 2 },
    { key: 'b', delta: 2, floor: 2, ceiling: 1 },
  ])
})
