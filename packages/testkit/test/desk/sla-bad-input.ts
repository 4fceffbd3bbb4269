import { type DocketError, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { BAD_POLICIES } from './bad-policies.js'
import { hours, MONDAY, office, openSla, promising, request, standard } from './changing-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

// The calls of somebody whose code no compiler has seen.
// biome-ignore lint/suspicious/noExplicitAny: what is passed here has no type on purpose
type Hostile = Record<string, (...given: readonly any[]) => Promise<unknown>>

const NUL = 'a\u0000b'
const LONE = 'half \ud83d of a pair'
const parsed = (text: string): unknown => JSON.parse(text)
const cursor = (...parts: readonly unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const trap = () => {
  throw new Error('a trap threw')
}
const trapped = () => new Proxy({}, { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap })

const desk = (parts: object) =>
  defineDesk({
    fields: z.object({ severity: z.enum(['low', 'high']).optional(), phone: z.string().optional() }),
    personal: ['phone'],
    workflows: [supportWorkflow],
    access: defaultAccess(),
    effects: { page: {} },
    calendars: { office: office() },
    ...parts,
  } as never)

const NOT_CALENDARS: Readonly<Record<string, unknown>> = {
  'what defineCalendar takes': { office: { timeZone: 'UTC' } },
  'its data': { office: office().definition },
  nothing: { office: null },
  'the name of wall time': { office: office(), wall: office() },
  'a name that no store keeps': { office: office(), [NUL]: office() },
  'an empty name': { office: office(), '': office() },
  'a name that is too long': { office: office(), ['x'.repeat(201)]: office() },
}

const NOT_CURSORS = [
  5, {}, '', 'x', '!!!', 'null', cursor(), cursor('inbox'), cursor('createdAt', 'asc', 0), cursor('priority', 'asc', 1, 'x'),
  cursor('createdAt', 'desc', MONDAY, 'x'), cursor('createdAt', 'asc', 2 ** 53, 'x'), cursor('createdAt', 'asc', 1e300, 'x'),
  cursor('createdAt', 'asc', 1.5, 'x'), cursor('createdAt', 'asc', '1', 'x'), cursor('createdAt', 'asc', -9e15, 'x'),
  cursor('createdAt', 'asc', MONDAY, NUL), cursor('createdAt', 'asc', MONDAY, LONE), cursor('dueAt', 'asc', 9e15, 'x'),
  cursor('dueAt', 'asc', MONDAY, NUL), cursor('inbox', 1.5, 'x'), cursor('inbox', '1', 'x'), cursor('inbox', 9e15, 'x'),
  cursor('inbox', -9e15, 'x'), cursor('inbox', 2 ** 53 - 1, 'x'), cursor('inbox', MONDAY, NUL), cursor('inbox', MONDAY, LONE),
  cursor('inbox', MONDAY, 5), cursor('inbox', MONDAY, 'x', 'x'), 'x'.repeat(2_001),
] // biome-ignore format: lists of values read better in lines

const WINDOW = { since: hours(0), until: hours(1), change: {} }
const DATES = [undefined, null, 0, '2030-03-04', new Date(Number.NaN), new Date(-9e15), new Date('2200-01-01'), {}]
const NOT_REHEARSALS: readonly unknown[] = [
  undefined, null, 5, 'x', [], {}, new Map(), trapped(), { ...WINDOW, more: 1 }, { ...WINDOW, change: undefined },
  ...DATES.flatMap((date) => [{ ...WINDOW, since: date }, { ...WINDOW, until: date }]),
  { ...WINDOW, since: hours(1) }, { ...WINDOW, since: hours(2) }, { ...WINDOW, limit: -1 }, { ...WINDOW, limit: 10_001 },
  { ...WINDOW, limit: 0.5 }, { ...WINDOW, limit: Number.NaN }, { ...WINDOW, limit: '5' }, { ...WINDOW, change: [] },
  { ...WINDOW, change: { routing: null } }, { ...WINDOW, change: { sla: {} } }, { ...WINDOW, change: { sla: 'x' } },
  { ...WINDOW, change: { calendars: [] } }, { ...WINDOW, change: { calendars: new Map() } }, { ...WINDOW, change: trapped() },
  { ...WINDOW, change: parsed('{"__proto__":{"sla":[]}}') }, parsed('{"__proto__":{"limit":1}}'),
] // biome-ignore format: lists of values read better in lines

const NOT_RECOMPUTATIONS: readonly unknown[] = [
  undefined, null, 'keep', [], {}, { mode: 'reset' }, { mode: '__proto__' }, { mode: ['keep'] }, { mode: 'keep', dryRun: 'no' },
  { mode: 'keep', dryRun: null }, { mode: 'keep', limit: 0 }, { mode: 'keep', limit: 501 }, { mode: 'keep', limit: 1.5 },
  { mode: 'keep', more: 1 }, trapped(), parsed('{"__proto__":{"mode":"keep"}}'),
] // biome-ignore format: lists of values read better in lines

const NOT_RANGES: readonly unknown[] = [
  null, 5, [], new Date(), { from: 5 }, { from: new Date(Number.NaN) }, { before: '2030' }, { from: new Date('1899-12-31') },
  { from: new Date('2200-01-01') }, { to: hours(1) }, new Map(), parsed('{"__proto__":{}}'),
] // biome-ignore format: lists of values read better in lines

async function wrongs(calls: readonly (readonly [string, () => unknown])[], code: string): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, call] of calls) {
    const error = await failure(async () => call()).catch((unexpected: Error) => unexpected)
    const found = 'code' in error ? String(error.code) : error.message
    if (!code.split('|').includes(found)) wrong.push(`${name}: ${found}`)
    if (error.message.length > 1_000) wrong.push(`${name}: says too much`)
  }
  return wrong
}

/** What a desk does with promises that cannot be kept, and with questions about them that make no sense. */
export function slaBadInputScenarios(create: CreateDeskFixture): void {
  describe('bad promises', () => {
    it('make no desk, and each is told by its place', async () => {
      const wrong: string[] = []
      for (const [name, { sla, place }] of Object.entries(BAD_POLICIES)) {
        const error = await failure(async () => desk({ sla })).catch((unexpected: Error) => unexpected)
        const { code, details, message } = error as DocketError
        const told = details?.issues?.map(({ path }) => path.join('.')) ?? []
        const fits = (path: string) => (place.endsWith('…') ? path.startsWith(place.slice(0, -1)) : path === place)
        if (code !== 'INVALID_DEFINITION' || !told.some(fits))
          wrong.push(`${name}: ${code} ${told.join(' ')} ${message}`)
        expect(message.length).toBeLessThan(1_000)
      }
      expect(wrong).toEqual([])
    })

    it('are no change that could be rehearsed either', async () => {
      const world = await openSla(create, promising([standard()]))
      await world.as('agent').create(request())
      const lead = world.as('lead') as unknown as Hostile
      const before = await everything({ store: world.store } as never)
      const calls = Object.entries(BAD_POLICIES).map(
        ([name, { sla }]) => [name, () => lead['rehearse']?.({ ...WINDOW, change: { sla } })] as const,
      )
      expect(await wrongs(calls, 'INVALID_DEFINITION|INVALID_INPUT')).toEqual([])
      expect(await everything({ store: world.store } as never)).toEqual(before)
      expect(world.errors).toEqual([])
    })

    it('nor are calendars and reminders that are none', async () => {
      const world = await openSla(create, promising([standard()]))
      const lead = world.as('lead') as unknown as Hostile
      const calendars = Object.entries(NOT_CALENDARS)
      const calls = calendars.flatMap(([name, given]) => [
        [`desk, ${name}`, () => desk({ calendars: given })] as const,
        [`rehearsal, ${name}`, () => lead['rehearse']?.({ ...WINDOW, change: { calendars: given } })] as const,
      ])
      expect(await wrongs(calls, 'INVALID_DEFINITION|INVALID_INPUT')).toEqual([])
      const reminders = [{ requesterWrote: 1 }, { requesterWrote: null }, { more: true }, [], 'x', 5].map(
        (given) => [JSON.stringify(given), () => desk({ reminders: given })] as const,
      )
      expect(await wrongs(reminders, 'INVALID_DEFINITION')).toEqual([])
    })
  })

  describe('bad questions about promises', () => {
    const open = async () => {
      const world = await openSla(create, promising([standard()]))
      const { id } = await world.as('agent', 'ann').create(request())
      const admin = world.as('admin')
      const hostile = admin as unknown as Hostile
      return { world, id, hostile, inbox: admin.inbox as unknown as Hostile }
    }

    it('are refused, and change nothing', async () => {
      const { world, id, hostile, inbox } = await open()
      const before = await everything({ store: world.store } as never)
      const each = (name: string, values: readonly unknown[], call: (given: unknown) => unknown) =>
        values.map((given, index) => [`${name} ${index}`, () => call(given)] as const)
      const ids = [undefined, null, 5, '', ' x', NUL, LONE, 'x'.repeat(10_000), trapped()]
      const pages = [null, 5, { limit: 0 }, { limit: 101 }, { unreadOnly: 1 }, { more: 1 }, trapped()]
      const lists = [
        undefined, null, 'x', {}, [5], [''], [null], [NUL], [LONE], Array(3), ['x'.repeat(2_001)],
        Array.from({ length: 10_000 }, (_, index) => `id-${index}`), trapped(),
      ] // biome-ignore format: lists of values read better in lines
      const calls = [
        ...each('rehearse', NOT_REHEARSALS, (given) => hostile['rehearse']?.(given)),
        ...each('recompute', NOT_RECOMPUTATIONS, (given) => hostile['recomputeSla']?.(given)),
        ...each('dueAt', NOT_RANGES, (given) => hostile['list']?.({ where: { dueAt: given } })),
        ...each('verdicts', ids, (given) => hostile['verdicts']?.(given)),
        ...each('accept', ids, (given) => hostile['accept']?.(given)),
        ...each('inbox', pages, (given) => inbox['list']?.(given)),
        ...each('markRead', lists, (given) => inbox['markRead']?.(given)),
        ...each('sort', ['due', 'dueAt ', '__proto__', null, 5], (given) => hostile['list']?.({ sort: given })),
      ]
      expect(await wrongs(calls, 'INVALID_INPUT')).toEqual([])
      expect(await everything({ store: world.store } as never)).toEqual(before)
      expect(world.errors).toEqual([])
      expect((await world.as('agent', 'ann').get(id)).sla?.targets).toHaveLength(2)
    })

    it('with a forged cursor are refused, whichever list it is for', async () => {
      const { world, hostile, inbox } = await open()
      const given = NOT_CURSORS.filter((one) => one !== '')
      const calls = given.flatMap((after, index) => [
        [`recompute ${index}`, () => hostile['recomputeSla']?.({ mode: 'keep', after })] as const,
        [`list ${index}`, () => hostile['list']?.({ sort: 'dueAt', direction: 'asc', after })] as const,
        [`inbox ${index}`, () => inbox['list']?.({ after })] as const,
      ])
      expect(await wrongs(calls, 'CURSOR_INVALID|INVALID_INPUT')).toEqual([])
      expect(world.errors).toEqual([])
    })
  })
}
