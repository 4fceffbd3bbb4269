import { expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { requestOf } from '../probes/prober.js'
import { samplesOf } from '../probes/samples.js'
import { mounted } from '../world/mounted.js'

// CVE-2026-123531 (`page=0`), GitLab #414502 (`pagination=none`), GHSA-hqxw-f8mx-cpmw: lists without an end.
const LIMITS = [
  '0',
  '-1',
  '-0',
  '+5',
  '101',
  '1000000000',
  '1e9',
  '1e1',
  'NaN',
  'Infinity',
  '[]',
  '[5]',
  '{}',
  'null',
  'true',
  'none',
  '',
  ' ',
  '5 ',
  ' 5',
  '5.5',
  '5.0',
  '0x10',
  '05',
  '１０',
  '5,5',
  '5;5',
  '99999999999999999999',
  '%00',
  'undefined',
]
const paged = ROUTES.filter(({ query }) => 'shape' in query && 'limit' in (query.shape as object))

it('takes no limit but a whole number from 1 to 100, in every list', { timeout: 120_000 }, async () => {
  const { send, tenants } = await mounted({ basePath: '/desk' })
  expect(paged.length).toBeGreaterThanOrEqual(7)
  for (const route of paged) {
    const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'admin:ad1' })
    if (!sample) throw new Error(`${route.id} has no sample.`)
    const ask = async (limit: string | null, more = '') => {
      const { limit: _, ...query } = sample.query
      const { url, headers } = requestOf(
        route,
        { token: 'a:admin:ad1' },
        { ...sample, query: limit === null ? query : { ...query, limit } },
      )
      return send(new Request(more === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${more}`, { headers }))
    }
    for (const limit of LIMITS) expect((await ask(limit)).status, `${route.id} limit=${limit}`).toBe(400)
    for (const more of [
      'limit=5&limit=5',
      'limit[]=5',
      'limit=5&limit=',
      'page=0',
      'pagination=none',
      'per_page=1000',
      'offset=-1',
      'after=',
      'after=0',
    ]) {
      expect((await ask(null, more)).status, `${route.id} ${more}`).toBe(400)
    }
    for (const limit of ['1', '100', null]) expect((await ask(limit)).status, `${route.id} limit=${limit}`).toBe(200)
  }
})

it.each([
  ['POST /tickets', { subject: 'x'.repeat(501), requester: { id: 'c1' } }],
  ['POST /tickets', { subject: '', requester: { id: 'c1' } }],
  ['POST /tickets', { subject: 'x', requester: { id: 'x'.repeat(201) } }],
  [
    'POST /tickets',
    { subject: 'x', requester: { id: 'c1' }, tags: Array.from({ length: 101 }, (_, index) => `t${index}`) },
  ],
  ['POST /tickets', { subject: 'x', requester: { id: 'c1' }, body: 'x'.repeat(200_001) }],
  ['POST /tickets', { subject: 'x\u0000', requester: { id: 'c1' } }],
  ['POST /tickets', { subject: '\ud800', requester: { id: 'c1' } }],
  ['POST /batches', { tickets: Array.from({ length: 10_001 }, (_, index) => `t${index}`), do: 'greet' }],
  ['POST /batches', { tickets: [], do: [] }],
  ['POST /inbox/read', { ids: Array.from({ length: 1_001 }, () => 'x') }],
  ['POST /rules/trials', { rules: [], tickets: 1_001 }],
  ['POST /sla/recomputations', { mode: 'keep', limit: 501 }],
  ['POST /sla/recomputations', { mode: 'keep', limit: '5' }],
])('refuses what is too much: %s', async (on, body) => {
  const { call, errors } = await mounted()
  const { status } = await call(on, { as: 'a:admin:ad1', body })
  expect([status, errors]).toEqual([400, []])
})

it.each([
  `text=${'x'.repeat(501)}`,
  'text=',
  'text=%20',
  'text=.',
  `text=x&where=${'x'.repeat(9_000)}`,
  'text=x&where={',
  'text=x&where=[]',
  'text=x&where="x"',
])('refuses a search for %s', async (query) => {
  const { call, errors } = await mounted()
  expect([(await call(`GET /search?${query}`)).status, errors]).toEqual([400, []])
})
