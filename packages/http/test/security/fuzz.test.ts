import { seededRandom } from '@docket/core/testing'
import { expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { requestOf } from '../probes/prober.js'
import { type Sample, samplesOf } from '../probes/samples.js'
import { everything, mounted } from '../world/mounted.js'

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_250_303)
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 4_000)

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  1.5,
  '',
  ' ',
  'x',
  '0',
  'null',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u0000',
  '\ud800',
  '\u202e',
  'ı',
  'ﬀ',
  '＠',
  "' or 1=1 --",
  '${7*7}',
  '{{constructor}}',
  '../..',
  '%00',
  '<script>',
  'x'.repeat(199),
  'x'.repeat(5_000),
  [],
  [[]],
  {},
  { a: {} },
  { toString: 'x' },
  { valueOf: 1 },
  { length: 3 },
  ['x', null],
  '2025-02-30T00:00:00Z',
  '2025-01-01T00:00:00+99:00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '275761-01-01T00:00:00Z',
  9_007_199_254_740_992,
]

// Whatever is sent: no fault of ours, nothing of another tenant's, nothing that changes it.
it('answers whatever is sent', { timeout: 300_000 }, async () => {
  const random = seededRandom(SEED)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)] as Item
  const { send, tenants, errors, ...world } = await mounted({ basePath: '/desk' })
  const before = await everything(world, 'b')
  const statuses = new Map<number, number>()
  const wrong: string[] = []

  /** The value with something odd in a place of it. */
  const odd = (value: unknown): unknown => {
    const within = value !== null && typeof value === 'object' && random.next() < 0.8
    if (!within) return pick(ODD)
    if (Array.isArray(value))
      return value.length === 0 ? [pick(ODD)] : value.map((item, index) => (index === 0 ? odd(item) : item))
    const keys = Object.keys(value)
    if (keys.length === 0 || random.next() < 0.2) return { ...value, [text(pick(ODD))]: pick(ODD) }
    const key = pick(keys)
    return { ...value, [key]: odd((value as Record<string, unknown>)[key]) }
  }
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

  for (let round = 0; round < ROUNDS; round += 1) {
    const route = pick(ROUTES)
    const token = pick(['a:agent:ag1', 'a:lead:le1', 'a:admin:ad1', 'a:requester:c1', 'a:service:sv1'])
    const [, type, id] = token.split(':')
    const sample = pick(samplesOf(route, tenants.a, { tenant: 'a', actor: `${type}:${id}` }))
    const made = {
      params:
        random.next() < 0.3
          ? Object.fromEntries(
              Object.entries(sample.params).map(([name, value]) => [
                name,
                random.next() < 0.4 ? text(pick(ODD)) || 'x' : value,
              ]),
            )
          : sample.params,
      query: random.next() < 0.5 ? (odd(sample.query) as Sample['query']) : sample.query,
      ...(sample.body !== undefined && { body: odd(sample.body) }),
    }
    let request: Request
    try {
      request = requestOf(route, { token }, made)
    } catch {
      // Half a surrogate pair stands in no address.
      continue
    }
    const answer = await send(request)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const said = JSON.stringify([round, route.id, token, made])
    if (answer.status >= 500) wrong.push(`${said} ${answer.text} ${String(errors.at(-1))}`)
    if (answer.text.includes('CANARY_b')) wrong.push(`${said} told of the other tenant`)
  }
  console.log(`seed ${SEED}, ${ROUNDS} requests:`, Object.fromEntries([...statuses].sort(([a], [b]) => a - b)))
  expect(wrong.slice(0, 10)).toEqual([])
  expect(await everything(world, 'b')).toBe(before)
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
  // Else nothing would have been tried.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(ROUNDS / 50)
})
