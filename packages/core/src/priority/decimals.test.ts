import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { asAdded, atLeast } from './decimals.js'

it('a sum is at least so much just when it is as people add it up, also within a hair of it', () => {
  const decimal = fc.integer({ min: -10_000, max: 10_000 }).map((cents) => cents / 100)
  const hair = fc.integer({ min: -2_000, max: 2_000 }).map((ulps) => ulps * Number.EPSILON)
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 8 }), decimal, hair, fc.boolean(), (parts, least, by, close) => {
      const sum = close ? least * (1 + by) : parts.reduce((total, part) => total + part, 0)
      expect(atLeast(sum, least)).toBe(asAdded(sum) >= least)
    }),
    { numRuns: 5_000 },
  )
  expect([0.1 + 0.2 >= 0.3, atLeast(0.7 + 0.1, 0.8), atLeast(0.7, 0.8)]).toEqual([true, true, false])
})
