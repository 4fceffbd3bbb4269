import { expect, it } from 'vitest'
import { progressLinks } from '../../src/index.js'
import { DAY, identityWorld } from '../identity/identity-world.js'

const ODD: readonly unknown[] = [
  '',
  ' ',
  '\t',
  '\u0000',
  '%00',
  'null',
  'undefined',
  '0',
  '*',
  '..',
  '.',
  'a.b.c',
  '$ne',
]
const KINDS: readonly unknown[] = [null, 0, 1, true, false, [], {}, [''], { $ne: '' }, { length: 3 }, { toString: 'x' }]

// CVE-2026-53595, CVE-2022-1176: what is empty, or of another kind, was equal to something.
it('an odd value is no token, wherever tokens are taken', async () => {
  const { post, call, clock, tokens, tenants } = await identityWorld()
  const expires = new Date(clock.now + DAY)
  const link = { tenant: 'a', ticketId: tenants.a.own, requester: 'c1', expires }
  const { token } = await progressLinks({ tokens }).issue(link)
  const near = [
    ` ${token}`,
    `${token} `,
    `${token}\n`,
    `${token}\u0000`,
    token.toUpperCase(),
    token.toLowerCase(),
    `${token}.`,
  ]
  for (const path of ['/progress', '/visitors/refresh']) {
    const bodies = new Set<string>()
    for (const odd of [...ODD, ...near]) {
      const { status, text } = await post(path, { token: odd })
      // What is no text is refused before it is looked at, like what is no token by its kind.
      const isText = !String(odd).includes('\u0000')
      expect(status, JSON.stringify(odd)).toBe(isText ? 401 : 400)
      if (isText) bodies.add(text)
    }
    expect(bodies.size).toBe(1)
    for (const odd of KINDS) expect((await post(path, { token: odd })).status, JSON.stringify(odd)).toBe(400)
    expect((await post(path, {})).status).toBe(400)
  }
  for (const odd of [...ODD, ...KINDS]) {
    expect(await tokens.verify(odd, ['user', 'visitor', 'progress'])).toBeNull()
    const answer = await call(`GET /downloads/${encodeURIComponent(JSON.stringify(odd))}`, { as: null })
    expect([401, 404], JSON.stringify(odd)).toContain(answer.status)
  }
  expect((await post('/progress', { token })).status).toBe(200)
})
