import { expect, it } from 'vitest'
import { callCentreChannel, smsChannel, wechatChannel } from '../../src/channels/index.js'

const known = (secret: unknown) => secret as string
const whsec = (bytes: string | Uint8Array) => `whsec_${Buffer.from(bytes).toString('base64')}`

// CVE-2026-85391, CVE-2025-47945, CVE-2023-27584: keys that everybody knows, here those by which providers prove themselves.
it.each([undefined, '', 'changeme', 'password', 'secret12', 'aaaaaaaa', 'abcdabcd', '12345678', 'wk3-Zt9', 42])(
  'believes no WeChat by the token %j',
  (token) => {
    expect(() => wechatChannel({ token: known(token), tenant: 'a' })).toThrow('`token`')
  },
)

it.each([
  undefined,
  '',
  'changemechangeme',
  '0123456789abcdef',
  'password'.repeat(3),
  'ab'.repeat(8),
  '5e1b7c90a2d4f63',
])('believes no provider of SMS by the token %j', (authToken) => {
  expect(() => smsChannel({ authToken: known(authToken), tenant: 'a' })).toThrow('`authToken`')
})

it.each([
  undefined,
  '',
  'whsec_',
  whsec(new Uint8Array(24)),
  whsec(new Uint8Array(32).fill(255)),
  whsec(new Uint8Array(32).map((_, index) => index)),
  whsec('changeme'.repeat(3)),
  whsec('password'.repeat(4)),
  whsec('0123456789abcdef01234567'),
  whsec('x7Hk29dkSLq0pPmZr81vbnT'),
])('believes no call centre by the secret %j', (secret) => {
  expect(() => callCentreChannel({ secret: known(secret), tenant: 'a' })).toThrow('`secret`')
})

it('believes those whose secrets are random', () => {
  expect(wechatChannel({ token: 'wk3-Zt91', tenant: 'a' })).toHaveProperty('receive')
  expect(smsChannel({ authToken: '5e1b7c90a2d4f6388b1c', tenant: 'a' })).toHaveProperty('receive')
  // Bytes that are spaces as text count like any others.
  const secret = whsec(' \tHk29dkSLq0pPmZr81vbnT4w\n ')
  expect(callCentreChannel({ secret, tenant: 'a' })).toHaveProperty('receive')
})
