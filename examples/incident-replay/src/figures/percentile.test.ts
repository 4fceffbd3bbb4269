import { expect, it } from 'vitest'
import { percentile } from './percentile.js'

it('interpolates between the two nearest values', () => {
  expect(percentile([6, 7, 10], 0.5)).toBe(7)
  expect(percentile([6, 7, 10], 0.9)).toBeCloseTo(9.4, 12)
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(percentile([5], 0.9)).toBe(5)
  expect(percentile([1, 2], 1)).toBe(2)
})

it('is null of nothing', () => {
  expect(percentile([], 0.5)).toBeNull()
})
