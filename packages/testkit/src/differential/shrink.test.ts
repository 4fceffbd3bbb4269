import { expect, it } from 'vitest'
import { shrink } from './shrink.js'

const numbers = Array.from({ length: 100 }, (_, index) => index)

it('keeps only what the failure needs', async () => {
  const fails = async (items: readonly number[]) => items.includes(17) && items.includes(80)
  expect(await shrink(numbers, fails, 200)).toEqual([17, 80])
})

it('stops after the given number of runs, with what it has', async () => {
  let runs = 0
  const fails = async (items: readonly number[]) => {
    runs += 1
    return items.includes(99)
  }
  const kept = await shrink(numbers, fails, 3)
  expect(runs).toBe(3)
  expect(kept).toContain(99)
  expect(kept.length).toBeLessThan(30)
})
