import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type SignedTokensOptions, signedTokens, tokenAuthenticate } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

const KEY = 'n0sBq4wYxT8gKf2LrVd6ZpUe1JhMc9Xa'
const OLD = 'vQ3rTz7WmYk1PdXc5NbLs8JgHf2EuRa6'
const NOW = Date.UTC(2025, 2, 3, 9)
const SECOND = NOW / 1_000

const HEADER = { alg: 'HS256', kid: 'k1', typ: 'JWT' }
const CLAIMS = {
  iss: 'docket',
  aud: 'a',
  sub: 'c1',
  role: 'requester',
  purpose: 'user',
  iat: SECOND,
  exp: SECOND + 300,
  jti: 'one',
}

const part = (of: unknown) => Buffer.from(typeof of === 'string' ? of : JSON.stringify(of)).toString('base64url')
const signed = (header: unknown, claims: unknown, key = KEY, hash = 'sha256') => {
  const words = `${part(header)}.${part(claims)}`
  return `${words}.${createHmac(hash, key).update(words).digest('base64url')}`
}
const good = signed(HEADER, CLAIMS)

async function world(more: Partial<SignedTokensOptions> = {}) {
  const told: Error[] = []
  const tokens = signedTokens({
    keys: { k1: KEY, k0: OLD },
    current: 'k1',
    now: () => NOW,
    onClockOff: (error) => told.push(error),
    ...more,
  })
  const { call, ...rest } = await mounted({ authenticate: tokenAuthenticate(tokens) })
  return { ...rest, tokens, told, ask: (as: string | null) => call('GET /tickets', { as }) }
}

const without = (name: string) => Object.fromEntries(Object.entries(CLAIMS).filter(([key]) => key !== name))
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const byRsa = (header: object) => {
  const words = `${part({ ...HEADER, ...header })}.${part(CLAIMS)}`
  return `${words}.${createSign('sha256').update(words).sign(privateKey).toString('base64url')}`
}
const [head = '', body = '', signature = ''] = good.split('.')
const flipped = (text: string, index: number) =>
  text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1)
const jwk = { kty: 'oct', k: part('own-key-own-key-own-key-own-key!') }
const OWN = 'own-key-own-key-own-key-own-key!'

const BAD: Readonly<Record<string, string>> = {
  'no signature': `${head}.${body}.`,
  'two parts': `${head}.${body}`,
  'four parts': `${good}.x`,
  'five parts': `${good}.x.y`,
  'alg none': `${part({ ...HEADER, alg: 'none' })}.${body}.`,
  'alg None': `${part({ ...HEADER, alg: 'None' })}.${body}.${signature}`,
  'alg NONE, signed': signed({ ...HEADER, alg: 'NONE' }, CLAIMS),
  'alg hs256': signed({ ...HEADER, alg: 'hs256' }, CLAIMS),
  HS384: signed({ ...HEADER, alg: 'HS384' }, CLAIMS, KEY, 'sha384'),
  HS512: signed({ ...HEADER, alg: 'HS512' }, CLAIMS, KEY, 'sha512'),
  RS256: byRsa({ alg: 'RS256' }),
  'a public key as the secret': signed(HEADER, CLAIMS, pem),
  'alg as a list': signed({ ...HEADER, alg: ['HS256'] }, CLAIMS),
  'no alg': signed({ kid: 'k1', typ: 'JWT' }, CLAIMS),
  'no kid': signed({ alg: 'HS256', typ: 'JWT' }, CLAIMS),
  'an unknown kid': signed({ ...HEADER, kid: 'k9' }, CLAIMS),
  'a kid that is a path': signed({ ...HEADER, kid: '../../dev/null' }, CLAIMS, ''),
  'a kid that is a query': signed({ ...HEADER, kid: "k1' or '1'='1" }, CLAIMS),
  'a kid of every object': signed({ ...HEADER, kid: 'constructor' }, CLAIMS, 'function Object() { [native code] }'),
  'a kid __proto__': signed({ ...HEADER, kid: '__proto__' }, CLAIMS, '[object Object]'),
  'a kid as a list': signed({ ...HEADER, kid: ['k1'] }, CLAIMS),
  'a kid as a number': signed({ ...HEADER, kid: 1 }, CLAIMS),
  'a kid of another key': signed({ ...HEADER, kid: 'k0' }, CLAIMS),
  jku: signed({ ...HEADER, jku: 'https://evil.example/keys' }, CLAIMS),
  'jku and own key': signed({ ...HEADER, jku: 'https://evil.example/keys' }, CLAIMS, OWN),
  x5u: signed({ ...HEADER, x5u: 'https://evil.example/cert' }, CLAIMS),
  x5c: signed({ ...HEADER, x5c: ['MIIB'] }, CLAIMS),
  jwk: signed({ ...HEADER, jwk }, CLAIMS),
  'jwk and own key': signed({ ...HEADER, jwk }, CLAIMS, OWN),
  crit: signed({ ...HEADER, crit: ['exp'] }, CLAIMS),
  'crit b64': signed({ ...HEADER, crit: ['b64'], b64: true }, CLAIMS),
  'b64 false': signed({ ...HEADER, b64: false }, CLAIMS),
  zip: signed({ ...HEADER, zip: 'DEF' }, CLAIMS),
  'cty JWT': signed({ ...HEADER, cty: 'JWT' }, CLAIMS),
  'another key': signed(HEADER, CLAIMS, OWN),
  'an empty key': signed(HEADER, CLAIMS, ''),
  'a shorter signature': good.slice(0, -1),
  'half a signature': good.slice(0, -21),
  'a longer signature': `${good}A`,
  'another first byte': `${head}.${body}.${flipped(signature, 0)}`,
  'another last byte': `${head}.${body}.${flipped(signature, signature.length - 2)}`,
  'another spelling of the last byte': `${head}.${body}.${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(42) + 1)}`,
  padding: `${good}=`,
  'another claim': `${head}.${part({ ...CLAIMS, sub: 'c2' })}.${signature}`,
  'another header': `${part({ ...HEADER, typ: 'jwt' })}.${body}.${signature}`,
  'no JSON': signed(HEADER, 'x'),
  'a list': signed(HEADER, [CLAIMS]),
  null: signed(HEADER, null),
  'a header that is no JSON': signed('x', CLAIMS),
  ...Object.fromEntries(
    ['iss', 'aud', 'sub', 'role', 'purpose', 'iat', 'exp', 'jti'].map((name) => [
      `no ${name}`,
      signed(HEADER, without(name)),
    ]),
  ),
  'another issuer': signed(HEADER, { ...CLAIMS, iss: 'other' }),
  'several audiences': signed(HEADER, { ...CLAIMS, aud: ['a', 'b'] }),
  'every tenant': signed(HEADER, { ...CLAIMS, aud: '*' }),
  'the desk itself': signed(HEADER, { ...CLAIMS, role: 'system' }),
  'an admin': signed(HEADER, { ...CLAIMS, role: 'admin' }),
  'an agent': signed(HEADER, { ...CLAIMS, role: 'agent' }),
  'a claim more': signed(HEADER, { ...CLAIMS, scope: 'admin' }),
  'an empty subject': signed(HEADER, { ...CLAIMS, sub: '' }),
  'a subject as a number': signed(HEADER, { ...CLAIMS, sub: 1 }),
  'a subject as an object': signed(HEADER, { ...CLAIMS, sub: { id: 'c1' } }),
  'another purpose': signed(HEADER, { ...CLAIMS, purpose: 'progress', ticket: 't' }),
  'no purpose that there is': signed(HEADER, { ...CLAIMS, purpose: 'admin' }),
  'a user who is called like a visitor': signed(HEADER, { ...CLAIMS, sub: `visitor-${'v'.repeat(22)}` }),
  'a visitor who is called like a customer': signed(HEADER, { ...CLAIMS, purpose: 'visitor', since: SECOND }),
  expired: signed(HEADER, { ...CLAIMS, iat: SECOND - 300, exp: SECOND }),
  'expired long ago': signed(HEADER, { ...CLAIMS, iat: SECOND - 90_000, exp: SECOND - 89_700 }),
  'exp as a text': signed(HEADER, { ...CLAIMS, exp: String(SECOND + 300) }),
  'exp that is null': signed(HEADER, { ...CLAIMS, exp: null }),
  'exp that is NaN': signed(HEADER, JSON.stringify(CLAIMS).replace(/"exp":[0-9]+/, '"exp":NaN')),
  'exp without end': signed(HEADER, JSON.stringify(CLAIMS).replace(/"exp":[0-9]+/, '"exp":1e400')),
  'exp below nought': signed(HEADER, { ...CLAIMS, exp: -1 }),
  'exp with a fraction': signed(HEADER, { ...CLAIMS, exp: SECOND + 0.5 }),
  'exp in milliseconds': signed(HEADER, { ...CLAIMS, exp: NOW }),
  'sixteen minutes': signed(HEADER, { ...CLAIMS, exp: SECOND + 960 }),
  'a year': signed(HEADER, { ...CLAIMS, exp: SECOND + 31_536_000 }),
  'an end before the beginning': signed(HEADER, { ...CLAIMS, iat: SECOND + 30, exp: SECOND + 20 }),
  'not before tomorrow': signed(HEADER, { ...CLAIMS, nbf: SECOND + 86_400 }),
  'issued tomorrow': signed(HEADER, { ...CLAIMS, iat: SECOND + 86_400, exp: SECOND + 86_700 }),
  'nbf as a text': signed(HEADER, { ...CLAIMS, nbf: '0' }),
  'far too long': signed(HEADER, { ...CLAIMS, sub: 'x'.repeat(200), tier: 'y'.repeat(5_000) }),
}

// CVE-2026-22817, CVE-2026-22818, CVE-2018-0114: tokens that choose how, or by what key, they are checked.
describe('a token', () => {
  it('that is right lets in whom it names, by the present key and by a former one', async () => {
    const { ask, tokens } = await world()
    const own = (await tokens.issue({ tenant: 'a', actor: { type: 'requester', id: 'c1' } })).token
    for (const token of [good, own, signed({ ...HEADER, kid: 'k0' }, CLAIMS, OLD)]) {
      const { status, json } = await ask(token)
      expect([status, json.items.length > 0]).toEqual([200, true])
      expect(new Set(json.items.map((item: { requester: { id: string } }) => item.requester.id))).toEqual(
        new Set(['c1']),
      )
    }
  })

  it(`of ${Object.keys(BAD).length} wrong kinds lets nobody in, and all are answered alike`, async () => {
    const { ask } = await world()
    const none = await ask(null)
    expect(none.status).toBe(401)
    expect((await ask(signed(HEADER, { ...CLAIMS, sub: ' c1' }))).text).toBe(none.text)
    const wrong: string[] = []
    for (const [name, token] of Object.entries(BAD)) {
      const { status, text, headers } = await ask(token)
      if (status !== 401 || text !== none.text || [...headers].join() !== [...none.headers].join()) wrong.push(name)
    }
    expect(wrong).toEqual([])
    expect(Object.keys(BAD).length).toBeGreaterThan(60)
  })

  it('with any one bit changed lets nobody in', async () => {
    const { tokens } = await world()
    const bytes = Buffer.from(good)
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await tokens.verify(changed.toString('latin1'), ['user']), `bit ${bit}`).toBeNull()
    }
  })

  it('is not let in by the wrong tenant’s tickets', async () => {
    const { ask } = await world()
    const { json } = await ask(signed(HEADER, { ...CLAIMS, aud: 'nowhere' }))
    expect(json.items).toEqual([])
  })
})

// intercom-rails PR 368: tokens without an end.
it.each([
  ['no tenant', { tenant: '' }],
  ['every tenant', { tenant: '*' }],
  ['no actor', { actor: undefined }],
  ['an actor without id', { actor: { type: 'requester', id: '' } }],
  ['an id that is too long', { actor: { type: 'requester', id: 'x'.repeat(201) } }],
  // No desk takes these: every request with such a token would be a fault of the host's.
  ['a space before the id', { actor: { type: 'requester', id: ' c1' } }],
  ['a space before the id of a visitor', { actor: { type: 'requester', id: ` visitor-${'A'.repeat(22)}` } }],
  ['a space behind the tenant', { tenant: 'a ' }],
  ['a line in the id', { actor: { type: 'requester', id: 'c\n1' } }],
  ['U+0000 in the tier', { tier: 'gold\u0000' }],
  ['half a pair in the language', { locale: '\ud800' }],
  ['no time', { seconds: 0 }],
  ['time that is over', { seconds: -1 }],
  ['more than fifteen minutes', { seconds: 901 }],
  ['no end', { seconds: Number.POSITIVE_INFINITY }],
  ['half a second', { seconds: 0.5 }],
  ['no number', { seconds: '300' }],
])('no token is issued with %s', async (_, wrong) => {
  const { tokens } = await world()
  const right = { tenant: 'a', actor: { type: 'requester', id: 'c1' } }
  await expect(tokens.issue({ ...right, ...wrong } as never)).rejects.toThrow(TypeError)
  const { token, expiresAt } = await tokens.issue({ ...right, seconds: 900 })
  expect(expiresAt.getTime()).toBe(NOW + 900_000)
  expect(await tokens.verify(token, ['user'])).toMatchObject(right)
})

// A clock that is wrong lets nobody in, and says so to whoever can set it.
describe('a clock', () => {
  it.each([
    ['a minute ahead is borne', 60, 200, 0],
    ['ten minutes ahead is told of', 600, 401, 1],
  ])('that is %s', async (_, ahead, status, times) => {
    const { ask, told } = await world()
    const token = signed(HEADER, { ...CLAIMS, iat: SECOND + ahead, exp: SECOND + ahead + 300 })
    expect((await ask(token)).status).toBe(status)
    expect((await ask(token)).status).toBe(status)
    expect(told).toHaveLength(times)
    if (times > 0) expect(told[0]?.message).toContain('600 s ahead of this clock')
  })

  it('that is ten minutes behind makes tokens short, never long', async () => {
    const { ask, told } = await world()
    expect((await ask(signed(HEADER, { ...CLAIMS, iat: SECOND - 600, exp: SECOND + 300 }))).status).toBe(200)
    expect((await ask(signed(HEADER, { ...CLAIMS, iat: SECOND - 600, exp: SECOND - 300 }))).status).toBe(401)
    expect(told).toEqual([])
  })
})
