import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { SortedNumbers } from './sorted-numbers.js'

const placeOf = (values: readonly number[], number: number) => values.filter((value) => value <= number).length - 1

/** Numbers as different as the milliseconds of an hour and of centuries, so that buckets are empty or crowded. */
const anyNumber = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -5e12, max: 5e12 }),
  fc.maxSafeInteger(),
)
const anyNumbers = fc.uniqueArray(anyNumber, { maxLength: 60 }).map((drawn) => drawn.sort((one, other) => one - other))

it('finds the last number up to another, however they are spread', () => {
  fc.assert(
    fc.property(anyNumbers, fc.array(anyNumber), (values, others) => {
      const sorted = new SortedNumbers(Float64Array.from(values))
      for (const near of values.flatMap((value) => [value - 1, value, value + 1]).concat(others)) {
        expect(sorted.lastUpTo(near)).toBe(placeOf(values, near))
      }
    }),
  )
})

it('has a place for no number, for one, and for what is none', () => {
  expect(new SortedNumbers(new Float64Array()).lastUpTo(0)).toBe(-1)
  const one = new SortedNumbers(Float64Array.of(5))
  expect([4, 5, 6, Number.NaN].map((number) => one.lastUpTo(number))).toEqual([-1, 0, 0, -1])
})
