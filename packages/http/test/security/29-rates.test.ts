import { describe, expect, it } from 'vitest'
import { memoryRateLimiter, type RateRequest } from '../../src/index.js'
import { ROUTES } from '../../src/routes/index.js'
import { mounted } from '../world/mounted.js'

// CVE-2025-71399: limits that another spelling of the path, or a header, got around.
describe('the rate of one caller', () => {
  it('is one share, however the path is written and wherever it says to come from', async () => {
    const { call } = await mounted({ rateLimiter: memoryRateLimiter({ burst: 12, perSecond: 0.001, now: () => 0 }) })
    const answers: number[] = []
    for (let index = 0; index < 8; index += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${index}`, 'cf-connecting-ip': `10.0.0.${index}` }
      const path = ['/views', '/views?', '/views?#x', '/inbox', '/macros'][index % 5]
      answers.push((await call(`GET ${path}`, { headers })).status)
    }
    const { status, headers, json } = await call('GET /tickets?limit=100')
    expect(answers.every((one) => one === 200)).toBe(true)
    expect((await call('POST /batches', { body: { tickets: [], do: 'greet' } })).status).toBe(429)
    expect([status, json.items.length > 0]).toEqual([200, true])
    const refused = await call('GET /tickets')
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0, refused.json.code]).toEqual([
      429,
      true,
      'RATE_LIMITED',
    ])
    expect(headers.get('retry-after')).toBe(null)
    // Somebody else has a share of its own.
    expect((await call('GET /tickets', { as: 'a:agent:ag2' })).status).toBe(200)
    expect((await call('GET /tickets', { as: 'b:admin:ad1' })).status).toBe(200)
  })

  // What is not served needs no share; what is served under another spelling would have to count as the same.
  it.each([
    '//views',
    '///views',
    '/views/',
    '/views//',
    '/%76iews',
    '/VIEWS',
    '/views%2f',
    '/views;a=1',
    '/views%20',
    '/views%00',
  ])('is not got around by %s, which leads nowhere', async (path) => {
    const asked: RateRequest[] = []
    const take = async (request: RateRequest) => {
      asked.push(request)
      return { allowed: true, retryAfterMs: 0 }
    }
    const { call } = await mounted({ rateLimiter: { take } })
    const { status, json } = await call(`GET ${path}`)
    expect([status, json.code, asked]).toEqual([404, 'NOT_FOUND', []])
  })

  it('is the same share however an id in a path is spelled', async () => {
    const { call, tenants } = await mounted({
      rateLimiter: memoryRateLimiter({ burst: 4, perSecond: 0.001, now: () => 0 }),
    })
    const { own } = tenants.a
    const spelled = [
      own,
      `%${own.charCodeAt(0).toString(16)}${own.slice(1)}`,
      own.replace('-', '%2d'),
      own.replace('-', '%2D'),
    ]
    const statuses: number[] = []
    for (const id of [...spelled, ...spelled]) statuses.push((await call(`GET /tickets/${id}`)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429])
  })

  it('is asked for every route but those by which processes are watched', async () => {
    const asked: RateRequest[] = []
    const rateLimiter = {
      take: async (request: RateRequest) => {
        asked.push(request)
        return { allowed: false, retryAfterMs: 10 }
      },
    }
    const { call } = await mounted({ rateLimiter })
    for (const { method, path, access } of ROUTES) {
      const on = `${method} ${path.replaceAll(/:[A-Za-z]+/g, 'x')}`
      const { status } = await call(on, method === 'GET' ? {} : { body: {} })
      if (access !== 'everybody') expect(status, on).toBe(429)
    }
    expect((await call('GET /health')).status).toBe(200)
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(['["a","agent","ag1"]']))
  })

  it('is used by a batch for each of its tickets', async () => {
    const { call } = await mounted({ rateLimiter: memoryRateLimiter({ burst: 300, perSecond: 0.001, now: () => 0 }) })
    const batch = (count: number, more = {}) =>
      call('POST /batches', {
        body: { tickets: Array.from({ length: count }, (_, index) => `zz-${index}`), do: 'greet' },
        ...more,
      })
    const statuses = [(await batch(100)).status, (await batch(100)).status, (await batch(100)).status]
    expect(statuses).toEqual([200, 200, 429])
    // Whoever has a full share may begin the largest batch that there is.
    const largest = await batch(10_000, { as: 'a:lead:le1', headers: { accept: 'application/x-ndjson' } })
    expect([largest.status, largest.text.trimEnd().split('\n').length]).toEqual([200, 10_000])
    expect((await batch(100, { as: 'a:lead:le1' })).status).toBe(429)
  })

  it('counts failures to say who one is by the address that the host names', async () => {
    const clientAddress = () => '192.0.2.1'
    const { call } = await mounted({
      clientAddress,
      rateLimiter: memoryRateLimiter({ burst: 20, perSecond: 0.001, now: () => 0 }),
    })
    const answers: number[] = []
    for (let index = 0; index < 6; index += 1)
      answers.push((await call('GET /tickets', { as: `guess${index}` })).status)
    expect(answers).toEqual([401, 401, 401, 401, 429, 429])
    expect((await call('GET /health', { as: null })).status).toBe(200)
  })
})

describe('memoryRateLimiter', () => {
  it('fills up again with time, and never beyond a full share', async () => {
    let now = 0
    const limiter = memoryRateLimiter({ burst: 10, perSecond: 2, now: () => now })
    const take = (cost: number) => limiter.take({ key: 'k', cost })
    expect(await take(10)).toEqual({ allowed: true, retryAfterMs: 0 })
    expect(await take(1)).toEqual({ allowed: false, retryAfterMs: 500 })
    now = 500
    expect((await take(1)).allowed).toBe(true)
    now = 1_000_000
    expect((await take(10)).allowed).toBe(true)
    expect((await take(1)).allowed).toBe(false)
    // A clock that is put back takes nothing away and gives nothing.
    now = 0
    expect((await take(1)).allowed).toBe(false)
  })

  it('lets somebody with a full share do what costs more than a share', async () => {
    const limiter = memoryRateLimiter({ burst: 10, perSecond: 1, now: () => 0 })
    expect((await limiter.take({ key: 'k', cost: 100 })).allowed).toBe(true)
    expect((await limiter.take({ key: 'k', cost: 1 })).allowed).toBe(false)
  })
})
