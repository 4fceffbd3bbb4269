import { expect, it, vi } from 'vitest'
import { articleSearch } from '../../src/articles/index.js'
import { handlerOf } from '../../src/handler/create-handler.js'
import { type Deflection, type RateRequest, tokenAuthenticate } from '../../src/index.js'
import { suggestRoutes } from '../../src/routes/suggest.js'
import { authenticate } from '../probes/callers.js'
import { PROBE_IDENTITY, tokenBy, visitorClaims } from '../probes/identity.js'
import { caseWorld } from '../world/case-world.js'
import { mounted, SECRET } from '../world/mounted.js'

const as = 'a:requester:c1'
const ON = 'POST /deflections'
const articleId = 'kb-1'
const article = { id: 'kb-1', title: 'Lamps', snippet: 'How to change a lamp' }

/** A `suggest` that has one article and writes down what it is told. */
function listening(answer: (told: Deflection) => Promise<boolean> = async ({ articleId }) => articleId === 'kb-1') {
  const told: Deflection[] = []
  const deflected = (one: Deflection) => {
    told.push(one)
    return answer(one)
  }
  return { told, suggest: Object.assign(async () => [article], { deflected }) }
}

it('tells the host what solved it, whose question it was, and when', async () => {
  const { told, suggest } = listening()
  const { call } = await mounted({ suggest })
  const before = Date.now()
  const body = { articleId, text: '灯', locale: 'zh-CN' }
  const { status, json } = await call(ON, { as, body, headers: { 'idempotency-key': 'k 1' } })
  expect([status, json]).toEqual([201, { id: 'kb-1' }])
  const principal = { tenant: 'a', actor: { type: 'requester', id: 'c1' } }
  expect(told).toMatchObject([{ id: 'a:requester:c1:k%201', tenant: 'a', principal, ...body }])
  expect(told[0]?.at.getTime()).toBeGreaterThanOrEqual(before)
  // Without words, and without a key: each is one of its own.
  for (let times = 0; times < 2; times += 1) expect((await call(ON, { as, body: { articleId } })).status).toBe(201)
  expect(told.slice(1)).toMatchObject([{ text: null, locale: null }, { text: null }])
  expect(new Set(told.map(({ id }) => id)).size).toBe(3)
})

it('is for whoever may begin tickets, of an article that there is', async () => {
  const { told, suggest } = listening()
  const byToken = tokenAuthenticate(PROBE_IDENTITY.tokens)
  const { call } = await mounted({
    suggest,
    identity: PROBE_IDENTITY,
    clientAddress: () => '192.0.2.1',
    authenticate: async (request) => authenticate(request) ?? byToken(request),
  })
  for (const [who, expected] of [
    [null, 401],
    ['a:collaborator:w1', 403],
    ['a:ghost:g1', 403],
    ['a:agent:ag1', 201],
    [tokenBy(visitorClaims('a')), 201],
  ] as const) {
    expect((await call(ON, { as: who, body: { articleId } })).status, `${who}`).toBe(expected)
  }
  expect(told).toHaveLength(2)
  expect((await call(ON, { as, body: { articleId: 'kb-2' } })).status).toBe(404)
  for (const wrong of [{ text: '' }, { text: 'x'.repeat(201) }, { locale: '' }, { articleId: '' }, { more: 1 }]) {
    expect((await call(ON, { as, body: { articleId, ...wrong } })).status, JSON.stringify(wrong)).toBe(400)
  }
  expect((await call(ON, { as, body: { articleId }, headers: { 'if-match': '"1"' } })).status).toBe(400)
  expect(told).toHaveLength(3)
})

it('takes as much of the rate as other writing', async () => {
  const taken: number[] = []
  const rateLimiter = {
    take: async ({ cost }: RateRequest) => {
      taken.push(cost)
      return { allowed: cost < 5, retryAfterMs: 1_000 }
    },
  }
  const { told, suggest } = listening()
  const { call } = await mounted({ suggest, rateLimiter })
  expect((await call(ON, { as, body: { articleId } })).status).toBe(429)
  expect(Math.max(...taken)).toBe(5)
  expect(told).toEqual([])
})

it('is nothing where nobody is told', async () => {
  const { call } = await mounted({ suggest: async () => [article] })
  expect((await call(ON, { as, body: { articleId } })).json).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  const without = await mounted()
  expect((await without.call(ON, { as, body: { articleId } })).status).toBe(404)
  await expect(mounted({ suggest: Object.assign(async () => [], { deflected: 'x' as never }) })).rejects.toThrow(
    '`deflected`',
  )
})

it('asks to be told again where the host throws, rejects or is silent, tells nobody why, and the host hears of it', async () => {
  const { desk } = await caseWorld()
  const failing = {
    throws: () => {
      throw new Error('CANARY')
    },
    rejects: () => Promise.reject(new Error('CANARY')),
    'never answers': () => new Promise<never>(() => {}),
  }
  for (const [what, answer] of Object.entries(failing)) {
    const errors: unknown[] = []
    const options = {
      authenticate: () => ({ tenant: 'a', actor: { type: 'requester', id: 'c1' } }),
      secret: SECRET,
      suggest: listening(answer).suggest,
      onError: (error: unknown) => errors.push(error),
    }
    const handle = handlerOf(desk, options, suggestRoutes)
    vi.useFakeTimers()
    try {
      const headers = { 'content-type': 'application/json' }
      const answered = handle(
        new Request('https://desk.test/deflections', { method: 'POST', headers, body: JSON.stringify({ articleId }) }),
      )
      await vi.advanceTimersByTimeAsync(2_100)
      const response = await answered
      const text = await response.text()
      expect([what, response.status, response.headers.get('retry-after')]).toEqual([what, 503, '1'])
      expect(JSON.parse(text)).toMatchObject({ code: 'NOT_READY', retryable: true })
      expect([text.includes('CANARY'), errors.length]).toEqual([false, 1])
    } finally {
      vi.useRealTimers()
    }
  }
})

it('counts a tap once, however often it arrives, by article and language', async () => {
  const search = articleSearch([
    { id: 'kb-1', locale: 'en', title: 'Lamps', body: 'Change it.' },
    { id: 'kb-1', locale: 'zh-CN', title: '灯', body: '换灯泡。' },
  ])
  const { call } = await mounted({ suggest: search })
  const tap = (key: string, who: string, body: object) =>
    call(ON, { as: who, body: { articleId, ...body }, headers: { 'idempotency-key': key } })
  // A double tap, and one whose answer was lost.
  await Promise.all([tap('k1', as, { text: 'lamp' }), tap('k1', as, { text: 'lamp' })])
  await tap('k1', as, { text: 'lamp' })
  expect(search.deflections()).toEqual([{ articleId: 'kb-1', locale: 'en', count: 1 }])
  // Another's tap is another, even under the same key.
  await tap('k1', 'a:requester:c2', { text: '灯泡坏了' })
  await tap('k2', as, { locale: 'zh' })
  expect(search.deflections()).toEqual([
    { articleId: 'kb-1', locale: 'zh-CN', count: 2 },
    { articleId: 'kb-1', locale: 'en', count: 1 },
  ])
  expect((await call(ON, { as, body: { articleId: 'none' } })).status).toBe(404)
})
