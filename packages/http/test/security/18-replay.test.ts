import { expect, it } from 'vitest'
import { progressLinks } from '../../src/index.js'
import { DAY, identityWorld } from '../identity/identity-world.js'

// CVE-2026-3590, GHSA-392p-2q2v-4372, GHSA-7w99-5wm4-3g79: one proof that was good for several things. Nothing here is granted
// once: what a token gives, it gives again to the same one, and never more.
it('a visitor’s token that is sent fifty times at once gives one and the same visitor, for no longer', async () => {
  const { post, clock } = await identityWorld({ visitors: { mostDays: 1 } })
  const { json: first } = await post('/visitors', {})
  clock.now += 60_000
  const answers = await Promise.all(Array.from({ length: 50 }, () => post('/visitors/refresh', { token: first.token })))
  expect(new Set(answers.map(({ status, json }) => `${status} ${json.visitor}`))).toEqual(
    new Set([`200 ${first.visitor}`]),
  )
  expect(new Set(answers.map(({ json }) => json.token)).size).toBe(50)
  clock.now += DAY
  for (const { json } of answers) expect((await post('/visitors/refresh', { token: json.token })).status).toBe(401)
})

it('fifty who follow a link at once change nothing, and see the same', async () => {
  const { post, tokens, tenants, clock, writes } = await identityWorld()
  const link = { tenant: 'a', ticketId: tenants.a.own, requester: 'c1', expires: new Date(clock.now + DAY) }
  const { token } = await progressLinks({ tokens }).issue(link)
  const answers = await Promise.all(Array.from({ length: 50 }, () => post('/progress', { token })))
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect([answers[0]?.status, writes()]).toEqual([200, 0])
})

it('a token is good for one purpose alone, in all places that take one', async () => {
  const { post, call, customer, tokens, tenants, clock } = await identityWorld()
  const expires = new Date(clock.now + DAY)
  const link = { tenant: 'a', ticketId: tenants.a.own, requester: 'c1', expires }
  const of = {
    user: await customer('c1'),
    visitor: (await post('/visitors', {})).json.token as string,
    progress: (await progressLinks({ tokens }).issue(link)).token,
  }
  const taken: Record<string, string[]> = {}
  for (const [purpose, token] of Object.entries(of)) {
    const answers = {
      header: await call('GET /tickets', { as: token }),
      refresh: await post('/visitors/refresh', { token }),
      progress: await post('/progress', { token }),
      download: await call(`GET /downloads/${token}`, { as: null }),
    }
    taken[purpose] = Object.entries(answers).flatMap(([place, { status }]) => (status === 200 ? [place] : []))
  }
  expect(taken).toEqual({ user: ['header'], visitor: ['header', 'refresh'], progress: ['progress'] })
})
