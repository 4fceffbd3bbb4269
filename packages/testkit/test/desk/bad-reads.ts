import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, failure, newTicket, openWorld, type World } from './world.js'

// biome-ignore lint/suspicious/noExplicitAny: what is passed here has no type on purpose
type Hostile = Record<string, (...given: readonly any[]) => Promise<unknown>>

const NUL = 'a\u0000b'
const LONE = 'half \ud83d of a pair'
const cursor = (...parts: readonly unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

const NOT_PAGES = [
  null,
  5,
  'x',
  { limit: 0 },
  { limit: 501 },
  { limit: 1.5 },
  { limit: Number.NaN },
  { limit: 1e300 },
  { limit: '5' },
  { after: -1 },
  { after: 0.5 },
  { after: '1' },
  { after: Number.POSITIVE_INFINITY },
  { limti: 1 },
]
const NOT_INSTANTS = [
  null,
  0,
  '2025-01-01',
  new Date(Number.NaN),
  new Date(8.64e15),
  new Date(-8.64e15),
  new Date('1899-12-31T23:59:59.999Z'),
  new Date('2200-01-01T00:00:00Z'),
]
const NOT_LISTS = [
  5, 'x', [], { limit: 0 }, { limit: 101 }, { limit: -0 }, { limit: Number.NaN }, { sort: 'subject' }, { sort: '__proto__' }, { direction: 'up' }, { where: 5 },
  { where: [] }, { where: { nope: 1 } }, { where: { phase: 'closed' } }, { where: { phase: [] } }, { where: { phase: ['open', 'x'] } }, { where: { tag: NUL } },
  { where: { tag: LONE } }, { where: { assignee: 5 } }, { where: { team: '' } }, { where: { priority: 'nope' } }, { where: { priority: [] } },
  { where: { priority: '__proto__' } }, { where: { requester: null } }, { where: { createdAt: new Date() } }, { where: { createdAt: { from: 5 } } },
  { where: { createdAt: { since: new Date() } } }, ...NOT_INSTANTS.map((from) => ({ where: { updatedAt: { from } } })),
  { where: { fields: 5 } }, { where: { fields: { product: NUL } } }, { where: { fields: { product: LONE } } }, { where: { fields: { product: 5 } } },
  { where: { fields: { product: null } } }, { where: { fields: { product: ['x'] } } }, { where: { fields: { product: { from: 5 } } } },
  { where: { fields: { product: { from: NUL } } } }, { where: { fields: { amount: 'x' } } }, { where: { fields: { amount: Number.NaN } } },
  { where: { fields: { amount: Number.POSITIVE_INFINITY } } }, { where: { fields: { amount: { since: 5 } } } }, { where: { fields: { urgent: 'yes' } } },
  { where: { fields: { urgent: { from: true } } } }, { after: 5 }, { after: 'x'.repeat(2_001) },
] // biome-ignore format: lists of values read better in lines

const NOT_CURSORS = [
  'x', '!!', cursor(), cursor('createdAt', 'desc'), cursor('createdAt', 'desc', 'x', 'id'), cursor('createdAt', 'desc', 1.5, 'id'),
  cursor('createdAt', 'desc', 1e300, 'id'), cursor('createdAt', 'desc', 5, NUL), cursor('createdAt', 'desc', 5, ''), cursor('createdAt', 'asc', 5, 'id'),
  cursor('priority', 'desc', 5, 'id'), cursor('createdAt', 'desc', 5, 'id', 'more'), Buffer.from('{}').toString('base64url'), 'bnVsbA',
] // biome-ignore format: lists of values read better in lines

async function world(create: CreateDeskFixture) {
  const opened = await openWorld(create)
  const { id } = await opened.as('admin').create({ ...newTicket(), body: 'x', fields: { amount: 3 } })
  return { opened, id, desk: opened.as('admin') as unknown as Hostile }
}

async function codes(opened: World, calls: readonly (() => unknown)[]): Promise<string[]> {
  const before = await everything(opened)
  const found: string[] = []
  for (const [index, call] of calls.entries()) {
    const error = await failure(async () => call()).catch((unexpected: Error) => unexpected)
    const code = 'code' in error ? error.code : error.message
    found.push(code === 'INVALID_INPUT' ? code : `${index}: ${code}`)
  }
  expect(await everything(opened)).toEqual(before)
  return [...new Set(found)]
}

/** What reads, uploads and the directory do with what they should not be given. */
export function badReadScenarios(create: CreateDeskFixture): void {
  describe('bad questions', () => {
    it('are refused as pages, instants, lists and cursors', async () => {
      const { opened, id, desk } = await world(create)
      const calls = [
        // To a thread, a text is a cursor.
        ...NOT_PAGES.filter((page) => typeof (page as { after?: unknown } | null)?.after !== 'string').map(
          (page) => () => desk['thread']?.(id, page),
        ),
        ...NOT_PAGES.map((page) => () => desk['history']?.(id, page)),
        ...NOT_INSTANTS.map((at) => () => desk['get']?.(id, { at })),
        ...[null, 5, { on: new Date() }].map((options) => () => desk['get']?.(id, options)),
        ...NOT_LISTS.map((input) => () => desk['list']?.(input)),
      ]
      expect(await codes(opened, calls)).toEqual(['INVALID_INPUT'])
      for (const after of NOT_CURSORS) {
        expect([after, (await failure(desk['list']?.({ after }) as Promise<unknown>)).code]).toEqual([
          after,
          'CURSOR_INVALID',
        ])
      }
      for (const name of ['affected', 'phone', 'nope', '__proto__', 'constructor', 'x"; drop table ticket; --']) {
        const fields = JSON.parse(`{${JSON.stringify(name)}:"x"}`) as object
        const error = await failure(desk['list']?.({ where: { fields } }) as Promise<unknown>)
        expect([name, error.code]).toEqual([name, 'QUERY_NOT_INDEXED'])
      }
    })

    it('at the ends of every range are answered, with nothing or with all', async () => {
      const { opened, id, desk } = await world(create)
      const agent = opened.as('agent')
      for (const after of [null, undefined, 0, -0, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
        const length = after ? 0 : 1
        expect((await agent.thread(id, { after: after as number })).items).toHaveLength(length)
        expect((await agent.history(id, { after: after as number })).items).toHaveLength(length * 2)
      }
      const [earliest, latest] = [new Date(Date.UTC(1900, 0, 1)), new Date(Date.UTC(2200, 0, 1) - 1)]
      expect((await agent.get(id, { at: latest })).id).toBe(id)
      expect(await failure(agent.get(id, { at: earliest }))).toMatchObject({ code: 'NOT_FOUND' })
      expect((await agent.list({ where: { createdAt: { from: earliest, before: latest } } })).items).toHaveLength(1)
      expect((await agent.list({ where: { createdAt: { from: latest, before: earliest } } })).items).toEqual([])
      for (const [amount, found] of [
        [3, 1],
        [-0, 0],
        [1e308, 0],
        [-1e308, 0],
        [5e-324, 0],
        [Number.MAX_SAFE_INTEGER + 2, 0],
      ] as const) {
        expect((await agent.list({ where: { fields: { amount } } })).items).toHaveLength(found)
      }
      expect((await agent.list({ where: { fields: { amount: { from: -1e308, before: 1e308 } } } })).items).toHaveLength(
        1,
      )
      expect((await agent.list({ where: { fields: { amount: {} } } })).items).toHaveLength(1)
      expect((await agent.list({ where: { fields: { product: '' } } })).items).toEqual([])
      const sorts = [
        ['priority', 'asc'],
        ['priority', 'desc'],
        ['createdAt', 'asc'],
        ['updatedAt', 'desc'],
      ] as const
      for (const [sort, direction] of sorts) {
        for (const value of [earliest.getTime(), 0, 3, latest.getTime()]) {
          const page = (await desk['list']?.({ sort, direction, after: cursor(sort, direction, value, 'id') })) as {
            items: unknown[]
          }
          expect(page.items.length).toBeLessThanOrEqual(1)
        }
      }
    })

    it('give back every number as it was answered', async () => {
      const opened = await openWorld(create)
      const agent = opened.as('agent')
      for (const amount of [-0, 0.1, 1e21, 1e308, 5e-324, -(2 ** 53), 123456.789]) {
        const ticket = await agent.create({ ...newTicket(), fields: { amount } })
        const read = await agent.get(ticket.id)
        expect([amount, JSON.stringify(read.fields)]).toEqual([amount, JSON.stringify(ticket.fields)])
        expect((await agent.list({ where: { fields: { amount } } })).items.map(({ id }) => id)).toEqual([ticket.id])
      }
    })

    it('are refused as files, directory entries, imports and work', async () => {
      const { opened, desk } = await world(create)
      const file = { name: 'f', type: 'a/b', bytes: new Uint8Array(1) }
      async function* chunks(...parts: unknown[]) {
        yield* parts
      }
      const { directory, system } = {
        directory: opened.as('admin').directory as unknown as Hostile,
        system: opened.desk.system as unknown as Hostile,
      }
      const consume = (input: unknown) => () =>
        (desk as unknown as { import(given: unknown): AsyncGenerator }).import(input).next()
      const calls = [
        ...[
          null,
          5,
          {},
          { ...file, name: '' },
          { ...file, type: 'png' },
          { ...file, type: 'a/b\r\nx: y' },
          { ...file, bytes: 'text' },
          { ...file, bytes: [1] },
          { ...file, bytes: null },
          { ...file, size: 1 },
          { ...file, bytes: chunks('text') },
          { ...file, bytes: chunks(new Uint8Array(1), { byteLength: 5 }) },
          { ...file, bytes: chunks(null) },
        ].map((given) => () => desk['upload']?.(given)),
        ...[
          null,
          {},
          { id: 'x' },
          { id: '', name: 'x' },
          { id: 'x', name: NUL },
          { id: 'x', name: 'x', capacity: -1 },
          { id: 'x', name: 'x', capacity: 1.5 },
          { id: 'x', name: 'x', status: 'here' },
          { id: 'x', name: 'x', teams: 'y' },
          { id: 'x', name: 'x', skills: { a: 6 } },
          { id: 'x', name: 'x', load: 0 },
        ].map((given) => () => directory['putAgent']?.(given)),
        ...[null, { id: 'x' }, { id: 'x', name: 'x', status: 'present' }].map(
          (given) => () => directory['putTeam']?.(given),
        ),
        ...[undefined, '', 5, NUL].flatMap((id) => [
          () => directory['agent']?.(id),
          () => directory['team']?.(id),
          () => directory['history']?.('agent', id),
        ]),
        () => directory['agents']?.(5),
        () => directory['history']?.('__proto__', 'x'),
        ...[
          null,
          undefined,
          5,
          {},
          { source: 's' },
          { source: 's', tickets: 5 },
          { source: '', tickets: [] },
          { source: 's', tickets: [], batchSize: 0 },
          { source: 's', tickets: [], more: 1 },
          { source: 's', tickets: [null] },
          { source: 's', tickets: 'ab' },
        ].map(consume),
        ...[null, { limit: 0 }, { leaseMs: 1 }, { more: 1 }].map((given) => () => system['tick']?.(given)),
        ...[null, { pollMs: 0 }, { batchSize: 1_001 }].map((given) => () => system['startWorker']?.(given)),
        ...[{ olderThanHours: 1 }, { olderThanHours: Number.NaN }].map(
          (given) => () => system['forgetIdempotencyKeys']?.(given),
        ),
      ]
      expect(await codes(opened, calls)).toEqual(['INVALID_INPUT'])
    })
  })
}
