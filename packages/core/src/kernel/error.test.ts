import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { DocketError } from './error.js'
import { ERROR_CODES, type ErrorCode } from './error-codes.js'

describe('DocketError', () => {
  it('carries kind and retryability of its code', () => {
    const cause = new Error('down')
    const error = new DocketError('STORE_UNAVAILABLE', 'Try again.', { host: 'h' }, { cause })
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', kind: 'unavailable', retryable: true, cause })
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe('DocketError: Try again.')
    expect(new DocketError('NOT_FOUND', 'x').details).toEqual({})
  })

  it('is known across copies of the package, in both directions', async () => {
    vi.resetModules()
    const copy = await import('./error.js')
    expect(copy.DocketError).not.toBe(DocketError)
    const theirs = new copy.DocketError('NOT_FOUND', 'There is none.')
    expect(theirs).not.toBeInstanceOf(DocketError)
    expect(DocketError.is(theirs)).toBe(true)
    expect(DocketError.is(theirs, 'NOT_FOUND')).toBe(true)
    expect(DocketError.is(theirs, 'FORBIDDEN')).toBe(false)
    expect(copy.DocketError.is(new DocketError('FORBIDDEN', 'No.'), 'FORBIDDEN')).toBe(true)
  })

  it('does not take anything else for its own', () => {
    const lookAlike = Object.assign(new Error('x'), { name: 'DocketError', code: 'NOT_FOUND', kind: 'not_found' })
    const others = [lookAlike, { code: 'NOT_FOUND' }, null, undefined, 'NOT_FOUND', 404, new Error('x')]
    expect(others.filter((other) => DocketError.is(other))).toEqual([])
    const parsed: unknown = JSON.parse(JSON.stringify(new DocketError('NOT_FOUND', 'x')))
    expect(DocketError.is(parsed)).toBe(false)
  })

  it('goes to a caller without stack and cause', () => {
    const error = new DocketError('POLICY_FAILED', 'It threw.', { at: 1 }, { cause: new Error('secret') })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'POLICY_FAILED',
      kind: 'internal',
      retryable: false,
      message: 'It threw.',
      details: { at: 1 },
    })
  })

  it('narrows by type', () => {
    const error: unknown = new DocketError('NOT_FOUND', 'x')
    if (DocketError.is(error)) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>()
  })
})

it('has a family for every code, and calls retryable what may succeed unchanged', () => {
  const kinds = ['invalid', 'not_found', 'conflict', 'forbidden', 'illegal', 'unavailable', 'internal']
  const entries = Object.entries(ERROR_CODES)
  expect(entries.filter(([code, { kind }]) => !kinds.includes(kind) || !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
  const retryable = entries.filter(([, entry]) => entry.retryable).map(([code]) => code)
  expect(retryable.sort()).toEqual([
    'BUSY',
    'CAPACITY_EXCEEDED',
    'DEFINITION_UNKNOWN',
    'FILE_UNAVAILABLE',
    'STORE_UNAVAILABLE',
  ])
})
