import { expect, it } from 'vitest'
import { createHandler, signedTokens } from '../../src/index.js'
import { mounted, SECRET } from '../world/mounted.js'
import { KNOWN_SECRETS } from './known-secrets.js'

// CVE-2026-85391, CVE-2025-47945, CVE-2023-27584: keys that everybody knows.
it.each([...KNOWN_SECRETS, ['x'.repeat(40)]])('signs nothing by the key %j', (key) => {
  expect(() => signedTokens({ keys: { k1: key as never }, current: 'k1' })).toThrow(/`keys\.k1`/)
  // Nor is an old one of that kind believed.
  expect(() => signedTokens({ keys: { k1: SECRET, k0: key as never }, current: 'k1' })).toThrow(/`keys\.k0`/)
})

it.each([undefined, '', 'k9', 'constructor', '__proto__'])('signs nothing by a key %j that there is not', (current) => {
  expect(() => signedTokens({ keys: { k1: SECRET }, current: current as never })).toThrow(/`current`/)
  expect(() => signedTokens({ current } as never)).toThrow(/`current`/)
})

it('a handler does not start with an identity that is none', async () => {
  const { desk } = await mounted()
  const tokens = signedTokens({ keys: { k1: SECRET }, current: 'k1' })
  const start = (identity: unknown) =>
    createHandler(desk, {
      authenticate: () => null,
      secret: SECRET,
      clientAddress: () => '192.0.2.1',
      identity: identity as never,
    })
  expect(() => start({})).toThrow(/`identity\.tokens`/)
  expect(() => start({ tokens, visitors: {} })).toThrow(/`tenantOf`/)
  for (const days of [0, -1, 367, Number.NaN, Infinity, '7']) {
    expect(() => start({ tokens, visitors: { tenantOf: () => 'a', graceDays: days } })).toThrow(/graceDays/)
    expect(() => start({ tokens, visitors: { tenantOf: () => 'a', mostDays: days } })).toThrow(/mostDays/)
  }
  expect(start({ tokens, visitors: { tenantOf: () => 'a' } })).toBeTypeOf('function')
})
