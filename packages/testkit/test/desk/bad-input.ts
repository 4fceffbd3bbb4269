import type { ActorDesk } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, failure, newTicket, openWorld, type World } from './world.js'

type Case = readonly [name: string, call: (desk: Hostile, id: string) => unknown, code?: string]
// The calls of somebody whose code no compiler has seen.
// biome-ignore lint/suspicious/noExplicitAny: what is passed here has no type on purpose
type Hostile = Record<string, (...given: readonly any[]) => Promise<unknown>>

const LONG = 'x'.repeat(10 * 1024 * 1024)
const LONE = 'half \ud83d of a pair'
const NUL = 'a\u0000b'
const cyclic: Record<string, unknown> = {}
cyclic['self'] = cyclic
let deep: unknown = 'x'
for (let index = 0; index < 20_000; index += 1) deep = { deep }
class Money {
  readonly amount = 1
}
const throwing = (name: string) =>
  Object.defineProperty({ ...newTicket() } as object, name, {
    enumerable: true,
    get() {
      throw new Error('a getter threw')
    },
  })
const trap = () => {
  throw new Error('a trap threw')
}
const trapped = () =>
  new Proxy({}, { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap })
const parsed = (text: string): unknown => JSON.parse(text)

/** What no ticket can be made of, whatever it is given as. */
const NOT_OBJECTS: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  text: 'x',
  number: 5,
  NaN: Number.NaN,
  'big integer': 5n,
  boolean: true,
  array: [],
  'array of objects': [newTicket()],
  map: new Map(),
  date: new Date(),
  function: () => newTicket(),
  symbol: Symbol('x'),
  'instance of a class': new Money(),
  'empty object': {},
  'getter that throws': throwing('subject'),
  'getter that throws, unknown': throwing('unknown'),
  'proxy that throws': trapped(),
  'key __proto__': parsed('{"subject":"x","requester":{"id":"r"},"__proto__":{"admin":true}}'),
  'key constructor': parsed('{"subject":"x","requester":{"id":"r"},"constructor":{"admin":true}}'),
  'unknown key': { ...newTicket(), status: 'open' },
}

/** What a property of a new ticket cannot be. */
const NOT_PARTS: Readonly<Record<string, readonly unknown[]>> = {
  subject: [undefined, null, '', 5, [], {}, NUL, LONE, 'x'.repeat(501), LONG],
  body: [null, '', 5, {}, NUL, LONE, 'x'.repeat(200_001), LONG],
  requester: [
    undefined, null, 'r', [], {}, { id: '' }, { id: ' r' }, { id: 'r\n' }, { id: NUL }, { id: LONE }, { id: LONG }, { id: 5 },
    { id: 'r', name: 'x' }, { id: 'r', tier: null }, parsed('{"id":"r","__proto__":{"tier":"gold"}}'), trapped(),
  ],
  workflow: ['nope', '__proto__', 'constructor', 5, ''],
  channel: ['', 5, 'x'.repeat(201), '\u0007'],
  category: ['', NUL, {}],
  tags: ['x', [5], [''], [LONE], Array(101).fill(0).map((_, index) => `t${index}`), { 0: 'x', length: 1 }, Array(100_000)],
  attachments: [['f']],
  external: ['x', {}, { source: 's' }, { source: 's', id: '' }, { source: 's', id: 'i', more: 1 }],
  fields: [
    null, 5, [], 'x', new Map(), new Money(), { nope: 1 }, { severity: 'medium' }, { severity: null }, { amount: '5' },
    { amount: Number.NaN }, { amount: Number.POSITIVE_INFINITY }, { amount: 5n }, { urgent: 1 }, { product: NUL },
    { product: LONE }, { product: LONG }, { product: Symbol('x') }, { product: () => 'x' }, { address: { street: NUL } },
    { address: new Money() }, { address: [] }, { phone: new Date() }, { phone: cyclic }, { address: cyclic },
    { address: deep }, deep, cyclic, trapped(), throwing('product'), parsed('{"__proto__":{"severity":"high"}}'),
    { address: parsed('{"street":"x","__proto__":{"city":"y"}}') }, { product: 'x', [LONG]: 1 }, { toString: 1 },
  ],
} // biome-ignore format: lists of values read better in lines

const NOT_OPTIONS = [
  null, 5, 'k', { idempotencyKey: '' }, { idempotencyKey: 'x'.repeat(201) }, { idempotencyKey: NUL }, { idempotencyKey: 5 },
  { expectedVersion: 0 }, { expectedVersion: -1 }, { expectedVersion: 1.5 }, { expectedVersion: '1' }, { expectedVersion: -0 },
  { expectedVersion: Number.NaN }, { expectedVersion: 2 ** 53 }, { expectedVersion: 1e300 }, { unknown: 1 }, trapped(),
] // biome-ignore format: lists of values read better in lines

const NOT_IDS = [undefined, null, 5, {}, [], '', ' x', 'x\n', NUL, LONE, LONG, Symbol('x'), trapped()]

const COMMANDS: readonly Case[] = [
  ...['reply', 'note'].flatMap((method): Case[] => [
    [`${method} without a body`, (desk, id) => desk[method]?.(id, {})],
    [`${method} nothing`, (desk, id) => desk[method]?.(id)],
    [`${method} a text`, (desk, id) => desk[method]?.(id, 'hello')],
    [`${method} with NUL`, (desk, id) => desk[method]?.(id, { body: NUL })],
    [`${method} 10 MB`, (desk, id) => desk[method]?.(id, { body: LONG })],
    [`${method} as somebody else`, (desk, id) => desk[method]?.(id, { body: 'x', author: { type: 'admin', id: 'a' } })],
    [`${method} public`, (desk, id) => desk[method]?.(id, { body: 'x', visibility: 'public' })],
    [
      `${method} with no file`,
      (desk, id) => desk[method]?.(id, { body: 'x', attachments: ['no'] }),
      'ATTACHMENT_UNAVAILABLE',
    ],
    [`${method} behind a trap`, (desk, id) => desk[method]?.(id, trapped())],
  ]),
  ...['*', '', 'nope', '__proto__', 'constructor', 'toString', 'solve ', 'SOLVE', NUL, LONG].map(
    (type): Case => [
      `send ${type.slice(0, 20)}`,
      (desk, id) => desk['send']?.(id, { type }),
      'INVALID_INPUT|EVENT_UNKNOWN',
    ],
  ),
  ...[
    'xstate.init',
    'xstate.stop',
    'xstate.after.1.support.solved',
    'xstate.done.state.support',
    'xstate.error.actor.x',
  ].map((type): Case => [`send ${type}`, (desk, id) => desk['send']?.(id, { type }), 'EVENT_UNKNOWN']),
  ['send a text', (desk, id) => desk['send']?.(id, 'solve')],
  ['send with more', (desk, id) => desk['send']?.(id, { type: 'solve', output: 1 })],
  ['override to nowhere', (desk, id) => desk['override']?.(id, { state: 'nope' }), 'COMMAND_REFUSED'],
  ['override to __proto__', (desk, id) => desk['override']?.(id, { state: '__proto__' }), 'COMMAND_REFUSED'],
  ['override with an empty reason', (desk, id) => desk['override']?.(id, { state: 'closed', reason: '' })],
  ['assign nobody', (desk, id) => desk['assign']?.(id, {})],
  ['assign null', (desk, id) => desk['assign']?.(id, { agent: null })],
  ['assign an unknown agent', (desk, id) => desk['assign']?.(id, { agent: 'nope' }), 'COMMAND_REFUSED'],
  ['assign an unknown team', (desk, id) => desk['assign']?.(id, { team: 'nope' }), 'COMMAND_REFUSED'],
  ['unassign with no options', (desk, id) => desk['unassign']?.(id, null)],
  ['update an empty subject', (desk, id) => desk['update']?.(id, { subject: '' })],
  ['update an unknown field', (desk, id) => desk['update']?.(id, { fields: { nope: 1 } })],
  ['update a cyclic field', (desk, id) => desk['update']?.(id, { fields: { address: cyclic } })],
  ['update fields that are a list', (desk, id) => desk['update']?.(id, { fields: [1] })],
  ['update __proto__', (desk, id) => desk['update']?.(id, { fields: parsed('{"__proto__":{"severity":"high"}}') })],
  ['update behind a trap', (desk, id) => desk['update']?.(id, { fields: trapped() })],
  ['update something else', (desk, id) => desk['update']?.(id, { state: 'closed' })],
  ['setPriority nope', (desk, id) => desk['setPriority']?.(id, { priority: 'nope' }), 'COMMAND_REFUSED'],
  ['setPriority 1', (desk, id) => desk['setPriority']?.(id, { priority: 1 })],
  ['setPriority nothing', (desk, id) => desk['setPriority']?.(id, {})],
  ['setCategory nothing', (desk, id) => desk['setCategory']?.(id, {})],
  ['setCategory empty', (desk, id) => desk['setCategory']?.(id, { category: '' })],
  ['tag a text', (desk, id) => desk['tag']?.(id, { add: 'x' })],
  ['tag too much at once', (desk, id) => desk['tag']?.(id, { add: Array.from({ length: 101 }, (_, n) => `${n}`) })],
  ['tag a hole', (desk, id) => desk['tag']?.(id, { add: Array(3) })],
  ['watch as a number', (desk, id) => desk['watch']?.(id, { watcher: 5 })],
  ['link to itself', (desk, id) => desk['link']?.(id, { kind: 'related', ticketId: id }), 'COMMAND_REFUSED'],
  ['link of no kind', (desk, id) => desk['link']?.(id, { kind: '__proto__', ticketId: 'x' })],
  ['link to nothing', (desk, id) => desk['link']?.(id, { kind: 'related', ticketId: 'nope' }), 'NOT_FOUND'],
  ['attach nothing', (desk, id) => desk['attach']?.(id, {})],
  ['attach what is not there', (desk, id) => desk['attach']?.(id, { attachmentId: 'nope' }), 'ATTACHMENT_UNAVAILABLE'],
  [
    'attach to no message',
    (desk, id) => desk['attach']?.(id, { attachmentId: 'x', messageId: 'y' }),
    'COMMAND_REFUSED',
  ],
  [
    'a handle of no workflow',
    (desk, id) => (desk as unknown as ActorDesk).ticket(id, { workflow: 'nope' }).get(),
    'COMMAND_REFUSED',
  ],
]

async function expectRefused(world: World, cases: readonly Case[]): Promise<void> {
  const agent = world.as('admin')
  const desk = agent as unknown as Hostile
  const { id } = await agent.create({ ...newTicket(), fields: { phone: '1' } })
  await world.desk.system.tick()
  const before = await everything(world)
  const wrong: string[] = []
  for (const [name, call, code = 'INVALID_INPUT'] of cases) {
    const error = await failure(async () => call(desk, id)).catch((unexpected: Error) => unexpected)
    const found = 'code' in error ? error.code : error.message
    if (!code.split('|').includes(found)) wrong.push(`${name}: ${found}`)
    expect(error.message.length).toBeLessThan(1_000)
  }
  expect(wrong).toEqual([])
  expect(await everything(world)).toEqual(before)
  expect(world.errors).toEqual([])
  expect((await agent.send(id, { type: 'solve' })).version).toBe(2)
}

/** What commands do with what they should not be given. */
export function badInputScenarios(create: CreateDeskFixture): void {
  describe('bad input', () => {
    it('makes no ticket, and says why', async () => {
      const wholes = Object.entries(NOT_OBJECTS).map(([name, input]): Case => [name, (desk) => desk['create']?.(input)])
      const parts = Object.entries(NOT_PARTS).flatMap(([name, values]) =>
        values.map(
          (value, index): Case => [
            `${name} ${index}`,
            (desk) => desk['create']?.({ ...newTicket(), body: 'x', [name]: value }),
            'INVALID_INPUT|ATTACHMENT_UNAVAILABLE',
          ],
        ),
      )
      await expectRefused(await openWorld(create), [...wholes, ...parts])
    })

    it('makes no ticket under a key either, which must read all of it first', async () => {
      const keyed = NOT_PARTS['fields']?.map(
        (value, index): Case => [
          `fields ${index}`,
          (desk) => desk['create']?.({ ...newTicket(), fields: value }, { idempotencyKey: 'k' }),
        ],
      )
      await expectRefused(await openWorld(create), keyed ?? [])
    })

    it('changes no ticket by any command', async () => {
      await expectRefused(await openWorld(create), COMMANDS)
    })

    it('is no option and no id of any command', async () => {
      const options = NOT_OPTIONS.flatMap((given, index): Case[] => [
        [`create ${index}`, (desk) => desk['create']?.(newTicket(), given)],
        [`reply ${index}`, (desk, id) => desk['reply']?.(id, { body: 'x' }, given)],
        [`erase ${index}`, (desk, id) => desk['erase']?.(id, given)],
      ])
      const methods = ['get', 'thread', 'history', 'events', 'explain', 'erase', 'unassign', 'download']
      const ids = NOT_IDS.flatMap((given, index) => [
        ...methods.map((method): Case => [`${method} ${index}`, (desk) => desk[method]?.(given)]),
        [`reply ${index}`, (desk: Hostile) => desk['reply']?.(given, { body: 'x' })] as const,
      ])
      await expectRefused(await openWorld(create), [...options, ...ids])
    })
  })
}
