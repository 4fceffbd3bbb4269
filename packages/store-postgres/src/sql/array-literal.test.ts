import { expect, it } from 'vitest'
import { arrayLiteral } from './array-literal.js'

it('quotes texts, so that no content is taken for syntax', () => {
  expect(arrayLiteral(['a', '', 'NULL', '{x,y}', 'say "hi"', 'c:\\temp', "it's"])).toBe(
    '{"a","","NULL","{x,y}","say \\"hi\\"","c:\\\\temp","it\'s"}',
  )
})

it('leaves numbers and nulls bare', () => {
  expect(arrayLiteral([1, -2, null, 1.5e300])).toBe('{1,-2,NULL,1.5e+300}')
})

it('is empty for no values', () => {
  expect(arrayLiteral([])).toBe('{}')
})
