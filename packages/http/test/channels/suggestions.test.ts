import { expect, it, vi } from 'vitest'
import { handlerOf } from '../../src/handler/create-handler.js'
import type { SuggestQuery } from '../../src/index.js'
import { suggestRoutes } from '../../src/routes/suggest.js'
import { caseWorld } from '../world/case-world.js'
import { mounted, SECRET } from '../world/mounted.js'

const article = { id: 'kb-1', title: 'Lamps', snippet: 'How to change a lamp', url: '/help/lamps' }
const as = 'a:requester:c1'

it('gives what the host suggests, to whoever may begin tickets, and says so beforehand', async () => {
  const asked: SuggestQuery[] = []
  const suggest = async (query: SuggestQuery) => {
    asked.push(query)
    return [article]
  }
  const { call } = await mounted({ suggest })
  const { status, json, headers } = await call('GET /suggestions?text=%E7%81%AF&most=3&locale=zh', { as })
  expect([status, json]).toEqual([200, { items: [article] }])
  expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['private, max-age=60', null])
  const principal = { tenant: 'a', actor: { type: 'requester', id: 'c1' } }
  expect(asked).toMatchObject([{ tenant: 'a', principal, text: '灯', locale: 'zh', limit: 3 }])
  expect(asked[0]?.signal.aborted).toBe(false)
  expect((await call('GET /meta', { as })).json.suggestions).toBe(true)
  for (const [who, expected] of [
    [null, 401],
    ['a:collaborator:w1', 403],
    ['a:ghost:g1', 403],
    ['a:agent:ag1', 200],
  ] as const) {
    expect((await call('GET /suggestions?text=x', { as: who })).status, `${who}`).toBe(expected)
  }
  for (const query of [
    '',
    '?text=',
    `?text=${'x'.repeat(201)}`,
    '?text=x&most=0',
    '?text=x&most=11',
    '?text=x&most=1&most=2',
    '?text=x&limit=5',
  ]) {
    expect((await call(`GET /suggestions${query}`, { as })).status, query).toBe(400)
  }
  expect(asked).toHaveLength(2)
  expect((await call('GET /suggestions?text=%20', { as })).json).toEqual({ items: [] })
  expect(asked).toHaveLength(2)
})

it('gives nothing without a port, and says so', async () => {
  const { call } = await mounted()
  expect((await call('GET /suggestions?text=x', { as })).json).toEqual({ items: [] })
  expect((await call('GET /meta', { as })).json.suggestions).toBe(false)
  await expect(mounted({ suggest: 'yes' as never })).rejects.toThrow('`suggest`')
})

it('shows of what it is given what is a suggestion: plain, capped, with an address that opens a page', async () => {
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'ftp://x',
    'help',
    'https:evil',
    'http://',
    ' /x',
    '',
  ]
  const items = [
    ...bad.map((url, index) => ({ ...article, id: `bad${index}`, url })),
    null,
    'x',
    { id: '', title: 'x', snippet: '' },
    { id: 'x', title: ' ', snippet: '' },
    { id: 'x', title: 'x' },
    { ...article, id: 'long', title: 'x'.repeat(1_000), snippet: '\u{1f4a1}'.repeat(10_000), secret: 'CANARY' },
    { id: 'plain', title: 'a\u0000b\ud800\nc', snippet: '<b>x</b>', url: 'https://shop.example/x?y=1#z' },
    ...Array.from({ length: 20 }, (_, index) => ({ ...article, id: `${index}` })),
  ]
  const { call, errors } = await mounted({ suggest: async () => items as never })
  const { json, text } = await call('GET /suggestions?text=x&most=10', { as })
  expect(json.items).toHaveLength(10)
  const [long, plain, next] = json.items
  expect([Array.from(long.title).length, Array.from(long.snippet).length]).toEqual([200, 500])
  expect(long.snippet).toMatch(/^(\u{1f4a1})+…$/u)
  expect(plain).toEqual({ id: 'plain', title: 'a b c', snippet: '<b>x</b>', url: 'https://shop.example/x?y=1#z' })
  expect([next.id, text.includes('CANARY'), errors.length]).toEqual(['0', false, 1])
  expect(String(errors[0])).toMatch(
    /^TypeError: `suggest` gave what is no suggestion: number 1 \("bad0"\): url is neither http nor https nor a path/,
  )
})

it('looks at no more of a list than it could show ten times, and tells of it once', async () => {
  let looked = 0
  const items = Array.from({ length: 100_000 }, () => null)
  const counted = new Proxy(items, {
    get: (target, name) => {
      if (typeof name === 'string' && /^[0-9]+$/.test(name)) looked += 1
      return Reflect.get(target, name)
    },
  })
  const { call, errors } = await mounted({ suggest: async () => counted as never })
  expect((await call('GET /suggestions?text=x&most=3', { as })).json).toEqual({ items: [] })
  expect([looked, errors.length]).toEqual([30, 1])
})

it('never fails for whoever types: what throws, answers late or gives no list is nothing, and the host hears of it', async () => {
  const { desk } = await caseWorld()
  const errors: unknown[] = []
  const seen: AbortSignal[] = []
  const failing = {
    throws: () => {
      throw new Error('CANARY')
    },
    rejects: async () => Promise.reject(new Error('CANARY')),
    'gives no list': async () => ({ items: [] }) as never,
    'never answers': ({ signal }: SuggestQuery) => {
      seen.push(signal)
      return new Promise<never>(() => {})
    },
  }
  const principal = { tenant: 'a', actor: { type: 'requester', id: 'c1' } }
  for (const [what, suggest] of Object.entries(failing)) {
    const options = {
      authenticate: () => principal,
      secret: SECRET,
      suggest,
      onError: (error: unknown) => errors.push(error),
    }
    const handle = handlerOf(desk, options, suggestRoutes)
    vi.useFakeTimers()
    try {
      const answer = handle(new Request('https://desk.test/suggestions?text=x'))
      await vi.advanceTimersByTimeAsync(2_100)
      const response = await answer
      expect([what, response.status, await response.json()]).toEqual([what, 200, { items: [] }])
    } finally {
      vi.useRealTimers()
    }
  }
  expect([errors.length, seen[0]?.aborted]).toEqual([4, true])
})
