import { DocketError } from '@docket/core/store'
import { expect, it } from 'vitest'
import { answerOf, firstDifference, sameAnswer } from './answer.js'

it('takes an error for its code, not for its words', async () => {
  const failing = (words: string) => answerOf(() => Promise.reject(new DocketError('NOT_FOUND', words)))
  expect(sameAnswer(await failing('one'), await failing('two'))).toBe(true)
  expect(await answerOf(() => Promise.reject(new Error('boom')))).toEqual({ thrown: 'Error: boom' })
})

it('takes an absent value for null or nothing', async () => {
  expect(await answerOf(async () => undefined)).toBe(null)
  expect(await answerOf(async () => ({ a: undefined, b: 1 }))).toEqual({ b: 1 })
})

it('names the first place that differs', () => {
  const left = { a: 1, b: [{ c: 2 }, { c: 3, d: 4 }] }
  const right = { a: 1, b: [{ c: 2 }, { c: 3, d: 5 }] }
  expect(firstDifference(left, right)).toEqual({ place: 'b › 1 › d', left: 4, right: 5 })
  expect(firstDifference([1], { 0: 1 })).toEqual({ place: '', left: [1], right: { 0: 1 } })
  expect(firstDifference(1, 2)).toEqual({ place: '', left: 1, right: 2 })
})
