import { DocketError, type ErrorCode } from '@docket/core/store'
import { expect, it } from 'vitest'
import { lostAgainstConcurrent, SQL_STATES, sqlState, storeError } from './sql-state.js'

const failure = (code: string) => Object.assign(new Error('as the driver says'), { code })

it.each<[string, ErrorCode]>([
  ['08006', 'STORE_UNAVAILABLE'],
  ['08P01', 'STORE_UNAVAILABLE'],
  ['53300', 'STORE_UNAVAILABLE'],
  ['53100', 'STORE_UNAVAILABLE'],
  ['57P01', 'STORE_UNAVAILABLE'],
  ['57P03', 'STORE_UNAVAILABLE'],
  ['57014', 'STORE_UNAVAILABLE'],
  ['58030', 'STORE_UNAVAILABLE'],
  ['25006', 'STORE_UNAVAILABLE'],
  ['25P02', 'STORE_UNAVAILABLE'],
  ['28P01', 'STORE_UNAVAILABLE'],
  ['3D000', 'STORE_UNAVAILABLE'],
  ['40001', 'STORE_UNAVAILABLE'],
  ['40P01', 'STORE_UNAVAILABLE'],
  ['55P03', 'STORE_UNAVAILABLE'],
  ['42501', 'STORE_UNAVAILABLE'],
  ['42P01', 'SCHEMA_TOO_OLD'],
  ['42703', 'SCHEMA_TOO_OLD'],
  ['3F000', 'SCHEMA_TOO_OLD'],
  ['54000', 'LIMIT_EXCEEDED'],
  ['23505', 'INTERNAL'],
  ['23503', 'INTERNAL'],
  ['22P02', 'INTERNAL'],
  ['42601', 'INTERNAL'],
  ['XX000', 'INTERNAL'],
])('takes %s for %s', (state, code) => {
  const cause = failure(state)
  const error = storeError(cause)
  expect(error.code).toBe(code)
  expect(error.cause).toBe(cause)
  expect(error.details).toEqual({ sqlState: state })
  expect(error.message).not.toContain('as the driver says')
})

it('takes a lost connection, which has no SQLSTATE, for an unavailable store', () => {
  for (const cause of [
    failure('ECONNREFUSED'),
    failure('ECONNRESET'),
    new Error('Connection terminated unexpectedly'),
  ]) {
    expect(storeError(cause)).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, cause })
  }
})

const connecting = (code: string, syscall: string) => Object.assign(failure(code), { syscall })

it.each([
  failure('ECONNREFUSED'),
  failure('ENOTFOUND'),
  failure('53300'),
  failure('57P03'),
  connecting('ENOENT', 'connect'),
  connecting('ETIMEDOUT', 'connect'),
  connecting('EAI_AGAIN', 'getaddrinfo'),
  // As Node gives it when a name has several addresses.
  new AggregateError([connecting('ECONNREFUSED', 'connect'), connecting('ENETUNREACH', 'connect')]),
  new Error('timeout exceeded when trying to connect'),
])('says of a connection that was not made that nothing was applied: %s', (cause) => {
  const error = storeError(cause)
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, cause })
  expect(error.message).toMatch(/cannot be reached.*nothing was applied/)
})

it.each([
  failure('ECONNRESET'),
  failure('EPIPE'),
  connecting('ETIMEDOUT', 'read'),
  failure('57P01'),
  failure('08006'),
  new Error('Connection terminated unexpectedly'),
  new AggregateError([connecting('ECONNREFUSED', 'connect'), connecting('ECONNRESET', 'read')]),
  new AggregateError([]),
])('says of a connection that was lost that the outcome is not known: %s', (cause) => {
  expect(storeError(cause).message).toContain('not known')
})

it('takes a fault of the program for one', () => {
  expect(storeError(new TypeError('x is not a function')).code).toBe('INTERNAL')
})

it('leaves an error of Docket as it is', () => {
  const error = new DocketError('SCHEMA_TOO_OLD', 'Run migrate().')
  expect(storeError(error)).toBe(error)
})

it('repeats only what was rolled back because of another transaction', () => {
  expect(['40001', '40P01', '23505', '57014', '08006'].map((code) => lostAgainstConcurrent(failure(code)))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

it('reads no SQLSTATE from what is none', () => {
  expect([null, 'x', {}, { code: 42 }, failure('ENOENT')].map(sqlState)).toEqual(Array(5).fill(undefined))
})

it('says in each sentence what to do', () => {
  for (const [, sentence] of Object.values(SQL_STATES)) expect(sentence).toMatch(/\.$/)
})
