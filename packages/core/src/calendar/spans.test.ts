import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { appendSpan, intersectionOfSpans, type Span, unionOfSpans, withoutSpans } from './spans.js'

const LENGTH = 40
/** Spans in order, none of them touching. */
const anySpans = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH }).map((cells) => spansOf(cells))

function spansOf(cells: readonly boolean[]): Span[] {
  const spans: Span[] = []
  for (const [index, filled] of cells.entries()) if (filled) appendSpan(spans, index, index + 1)
  return spans
}

const cellsOf = (spans: readonly Span[]) =>
  Array.from({ length: LENGTH }, (_, at) => spans.some(({ from, to }) => from <= at && at < to))

it('come as few as can be: what touches or overlaps is one, what is empty is none', () => {
  const spans: Span[] = []
  for (const [from, to] of [
    [0, 2],
    [2, 3],
    [5, 5],
    [6, 9],
    [7, 8],
    [9, 4],
    [10, 11],
  ] as const)
    appendSpan(spans, from, to)
  expect(spans).toEqual([
    { from: 0, to: 3 },
    { from: 6, to: 9 },
    { from: 10, to: 11 },
  ])
})

it('combine cell by cell, into as few as can be, and leave what was combined alone', () => {
  fc.assert(
    fc.property(anySpans, anySpans, anySpans, (a, b, c) => {
      const given = JSON.stringify([a, b, c])
      const [cellsA, cellsB, cellsC] = [a, b, c].map(cellsOf) as [boolean[], boolean[], boolean[]]
      expect(unionOfSpans([a, b, c])).toEqual(
        spansOf(cellsA.map((cell, at) => cell || cellsB[at] || cellsC[at] || false)),
      )
      expect(intersectionOfSpans(a, b)).toEqual(spansOf(cellsA.map((cell, at) => cell && cellsB[at] === true)))
      expect(withoutSpans(a, b)).toEqual(spansOf(cellsA.map((cell, at) => cell && !cellsB[at])))
      expect(JSON.stringify([a, b, c])).toBe(given)
    }),
  )
  expect(unionOfSpans([])).toEqual([])
  expect(intersectionOfSpans([], [{ from: 0, to: 1 }])).toEqual([])
})
