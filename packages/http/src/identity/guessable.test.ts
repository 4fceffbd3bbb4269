import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { isGuessable } from './guessable.js'

it.each([
  undefined,
  42,
  ['x7Hk29dkSLq0pPmZr81vbnT4wqzYf5Ge'],
  ' '.repeat(40),
  'short-but-random-9fK2',
  `${'x7Hk29dk'}${' '.repeat(24)}`,
  'ab'.repeat(20),
  'ab12'.repeat(10),
  'x7Hk29dkSLq0pPmZ'.repeat(2),
  `${'x7Hk29dkSLq0'.repeat(3)}x7Hk`,
  'aabbccddaabbccddddccbbaaddccbbaa',
  'your-32-character-key-goes-here!',
  'YOUR_SIGNING_TOKEN_OF_32_BYTES_XX',
  'abcdefghijklmnopqrstuvwxyz012345',
  '12345678901234567890123456789012',
  'ZYXWVUTSRQPONMLKJIHGFEDCBA987654',
  'change-me-9fK2x7Hk29dkSLq0pPmZr81',
  'my-super-secret-value-for-this-service',
  `docket-${'ab12'.repeat(10)}`,
  'example-secret-x7Hk29dkSLq0pPmZr81vbnT4wq',
])('can be guessed: %j', (secret) => {
  expect(isGuessable(secret)).toBe(true)
})

it.each([
  ['changeme', 8],
  ['password', 8],
  ['12345678', 8],
  ['abcdabcd', 8],
  ['aaaabbbb', 8],
  ['changemechangeme', 16],
  ['0123456789abcdef', 16],
  ['wk3-Zt9', 8],
])('can be guessed as one of another length: %j', (secret, least) => {
  expect(isGuessable(secret, least)).toBe(true)
})

it('takes what is random, as people write it', () => {
  const texts = Array.from({ length: 500 }, () => [
    randomBytes(32).toString('base64'),
    randomBytes(24).toString('base64url'),
    randomBytes(32).toString('hex'),
    randomBytes(16).toString('hex'),
  ])
  expect(texts.flat().filter((text) => isGuessable(text))).toEqual([])
  expect(isGuessable('wk3-Zt91', 8)).toBe(false)
  const named = Array.from({ length: 100 }, () => `docket-prod-secret-${randomBytes(32).toString('hex')}`)
  expect(named.filter((text) => isGuessable(text))).toEqual([])
})
