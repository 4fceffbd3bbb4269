import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { Route } from '../../src/route/route-types.js'
import { ROUTES } from '../../src/routes/index.js'
import { requestOf } from '../probes/prober.js'
import { type Sample, samplesOf } from '../probes/samples.js'
import { caseDesk } from '../world/case-desk.js'
import { mounted } from '../world/mounted.js'

const schema = `docket_injection_${process.pid}_${Date.now().toString(36)}`
let pool: pg.Pool
/** Every statement that was sent, by its text. */
const texts = new Set<string>()

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: inject('postgresUrl') })
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    const watched = (...given: unknown[]) => {
      const [first] = given
      texts.add(typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? ''))
      return query(...given)
    }
    Object.assign(client, { query: watched })
  })
  await postgresStore({ pool, schema }).migrate({ indexed: caseDesk.model.fields.indexed })
})
afterAll(async () => {
  await pool.query(`drop schema if exists "${schema}" cascade`)
  await pool.end()
})

const SQL = [
  "' or 1=1 --",
  "'; select pg_sleep(9); --",
  '1) or (select pg_sleep(9)) is null --',
  'createdAt; drop table tickets',
  'createdAt desc, (select pg_sleep(9))',
  'OR::1 AND pg_sleep(9)',
  '"; select pg_sleep(9)',
  "\\'; select pg_sleep(9); --",
  '$$; select pg_sleep(9); $$',
  '$1',
  "x' union select null, version() --",
  "%' and pg_sleep(9) is not null and '%' = '",
  "{'a': pg_sleep(9)}",
  "fields->>'order'",
  "a' & 'b | !c <-> :*",
  '\u02bc; select pg_sleep(9)',
]

/** A sample with a text in each place of its query, its path and its body in turn. */
function* altered(sample: Sample, text: string): Generator<Sample> {
  for (const name of Object.keys(sample.params)) yield { ...sample, params: { ...sample.params, [name]: text } }
  for (const [name, value] of Object.entries(sample.query)) {
    yield { ...sample, query: { ...sample.query, [name]: text } }
    if (typeof value !== 'object' || value === null) continue
    for (const key of Object.keys(value)) {
      yield { ...sample, query: { ...sample.query, [name]: { ...value, [key]: text } } }
    }
  }
  for (const name of ['sort', 'direction', 'after', 'where', 'limit', text]) {
    yield { ...sample, query: { ...sample.query, [name]: text } }
  }
  for (const where of [{ [text]: 'x' }, { fields: { [text]: 'x' } }, { fields: { order: text } }, { tag: text }]) {
    yield { ...sample, query: { ...sample.query, where } }
  }
}

/** What a saved list could be asked to hold. */
const savedWith = (text: string): readonly object[] => [
  { where: { tag: text } },
  { where: { state: text } },
  { where: { fields: { order: text } } },
  { where: { fields: { [text]: 'x' } } },
  { where: { [text]: 'x' } },
  { sort: text },
  { direction: text },
]

// CVE-2026-53629, CVE-2022-29250, CVE-2024-29889, CVE-2025-66205, CVE-2018-7193: filters, sorts and searches that were SQL.
it('sends the same statements whatever is filtered, sorted, searched or asked for', { timeout: 240_000 }, async () => {
  const { send, desk, tenants, errors } = await mounted({ basePath: '/desk' }, (clock) =>
    postgresStore({ pool, schema, clock, onProblem: () => {} }),
  )
  const statuses = new Map<number, number>()
  const ask = async (route: Route, sample: Sample) => {
    const { status, text } = await send(requestOf(route, { token: 'a:agent:ag1' }, sample))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect(text).not.toMatch(/syntax error|pg_catalog|PostgreSQL|CANARY_[bc]_/)
  }
  const sendJson = async (method: string, path: string, body?: object) => {
    const headers = { authorization: 'Bearer a:agent:ag1', ...(body && { 'content-type': 'application/json' }) }
    const json = body ? { body: JSON.stringify(body) } : {}
    const { status, text } = await send(new Request(`http://desk.test${path}`, { method, headers, ...json }))
    expect(text).not.toMatch(/syntax error|pg_catalog|PostgreSQL|CANARY_[bc]_/)
    return status
  }
  const reads = ROUTES.filter(({ method, id }) => method === 'GET' && id !== 'streamChanges')
  const sampled = reads.map(
    (route) => [route, samplesOf(route, tenants.a, { tenant: 'a', actor: 'agent:ag1' })] as const,
  )
  for (const [route, samples] of sampled) for (const sample of samples) await ask(route, sample)
  for (const [route, samples] of sampled) {
    for (const sample of samples.slice(0, 1)) for (const one of altered(sample, 'harmless')) await ask(route, one)
  }
  for (const query of savedWith('harmless')) await sendJson('PUT', '/desk/views/harmless', { name: 'harmless', query })
  for (const tag of ['x', 'y']) {
    await sendJson('PUT', '/desk/views/harmless', { name: tag, query: { where: { tag } } })
    for (const path of ['/desk/views/harmless/tickets', '/desk/views']) await sendJson('GET', path)
  }
  for (const where of [{ state: 'x' }, { fields: { order: 'x' } }]) {
    await sendJson('PUT', '/desk/views/harmless', { name: 'x', query: { where } })
    await sendJson('GET', '/desk/views/harmless/tickets')
  }
  await sendJson('POST', '/desk/possible-duplicates', { subject: 'harmless', body: 'harmless', requester: 'harmless' })
  const before = new Set(texts)
  let tried = 0
  // Each place gets two of them in turn.
  for (const round of [0, 1]) {
    for (const [route, [sample]] of sampled) {
      const places = sample ? [...altered(sample, '')].length : 0
      for (let place = 0; sample && place < places; place += 1) {
        const text = SQL[(tried + round) % SQL.length] ?? ''
        const one = [...altered(sample, text)][place]
        tried += 1
        if (one) await ask(route, one)
      }
    }
  }
  // CVE-2024-29889: what a saved list holds comes back as a filter when it is run.
  for (const [index, text] of SQL.entries()) {
    for (const query of savedWith(text)) {
      const on = `/desk/views/${index}`
      const put = await sendJson('PUT', on, { name: text, query })
      tried += 1
      statuses.set(put, (statuses.get(put) ?? 0) + 1)
      for (const path of [`${on}/tickets`, '/desk/views']) expect([200, 404]).toContain(await sendJson('GET', path))
    }
    expect(await sendJson('POST', '/desk/possible-duplicates', { subject: text, body: text, requester: text })).toBe(
      200,
    )
  }
  console.log(`${tried} requests, ${texts.size} statements:`, Object.fromEntries(statuses))
  const words = ['pg_sleep', 'version()', '1=1', 'drop table', 'harmless', ...SQL.slice(0, 3)]
  expect([...texts].filter((text) => words.some((word) => text.includes(word)))).toEqual([])
  // A search is written for how many words it has, and by nothing else of them.
  const more = [...texts].filter((text) => !before.has(text))
  expect(more.filter((text) => !text.startsWith('with rare as'))).toEqual([])
  expect(more.length).toBeLessThan(10)
  expect(errors).toEqual([])
  expect(before.size).toBeGreaterThan(10)
  const left = await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).list({ limit: 100 })
  expect(left.items.map(({ id }) => id)).toContain(tenants.a.own)
})
