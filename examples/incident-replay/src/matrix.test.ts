import { expect, it } from 'vitest'
import { DEFAULT_MATRIX, parseMatrix, priorityFrom } from './matrix.js'

it('replaces the entries that are given and keeps the others', () => {
  const matrix = parseMatrix('{"1-2": 1, "4-4": 5}')
  expect(priorityFrom(matrix, 1, 2)).toBe(1)
  expect(priorityFrom(matrix, 4, 4)).toBe(5)
  expect(priorityFrom(matrix, 2, 1)).toBe(priorityFrom(DEFAULT_MATRIX, 2, 1))
  expect(priorityFrom(matrix, 5, 1)).toBeNull()
})

it.each([
  ['{', 'is not JSON'],
  ['[1]', 'is not an object'],
  ['{"12": 2}', 'has the entry "12"'],
  ['{"1-2": "2"}', 'gives 1-2 the priority "2"'],
  ['{"1-2": 9}', 'there are 1 to 5'],
])('refuses %s', (json, message) => {
  expect(() => parseMatrix(json)).toThrow(message)
})
