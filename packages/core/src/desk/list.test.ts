import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AGENT, START, ticketRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { DocketError } from '../kernel/error.js'
import type { TicketCondition } from '../store/query-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineDesk } from './define-desk.js'
import { toQuery, writeCursor } from './list.js'

const { model } = defineDesk({
  fields: z.object({
    order: z.string().optional(),
    size: z.number().optional(),
    vip: z.boolean().default(false),
    hidden: z.string().optional(),
  }),
  indexed: ['order', 'size', 'vip'],
  workflows: [supportWorkflow],
  access: defaultAccess(),
})
const query = (input?: unknown) => toQuery(model, 'acme', AGENT, input, 0)
const refused = (input: unknown) => {
  const issues = thrown('INVALID_INPUT', () => query(input)).details.issues ?? []
  return issues.map(({ path }) => path.join('.'))
}
const cursor = (sort: 'createdAt' | 'updatedAt' | 'priority', direction: 'asc' | 'desc') =>
  writeCursor(query({ sort, direction }), ticketRecord({ id: 't9' }))

describe('a query', () => {
  it('begins with the newest of the whole tenant, fifty at a time', () => {
    const expected = { tenant: 'acme', where: [], sort: 'createdAt', direction: 'desc', limit: 50, after: null }
    for (const input of [undefined, {}, { after: null }]) expect(query(input)).toEqual(expected)
    expect(query({ sort: 'priority' }).direction).toBe('asc')
    expect(query({ sort: 'updatedAt' }).direction).toBe('desc')
  })

  it('carries what the actor may see, whatever the filter says', () => {
    const mine = toQuery(model, 'acme', { type: 'requester', id: 'c1' }, { where: { requester: 'c2' } }, 0)
    expect(mine.where).toEqual([
      { on: 'requester', is: 'c1' },
      { on: 'requester', is: 'c2' },
    ])
    expect(toQuery(model, 'acme', { type: 'ghost', id: 'c1' }, {}, 0).where).toEqual([{ on: 'phase', in: [] }])
  })

  it('names every condition, null where it is asked for', () => {
    const where = {
      phase: ['open', 'waiting'],
      workflow: 'support',
      state: 'open',
      requester: 'c1',
      assignee: null,
      team: 'first',
      category: null,
      channel: 'web',
      priority: ['urgent', 'low'],
      tag: 'vip',
      watcher: 'w1',
      createdAt: { from: new Date(START), before: new Date(START + 1) },
      updatedAt: { before: new Date(START) },
      fields: { order: 'o1', size: { from: 1, before: 3 }, vip: false },
    }
    const expected: TicketCondition[] = [
      { on: 'phase', in: ['open', 'waiting'] },
      { on: 'workflow', is: 'support' },
      { on: 'state', is: 'open' },
      { on: 'requester', is: 'c1' },
      { on: 'assignee', is: null },
      { on: 'team', is: 'first' },
      { on: 'category', is: null },
      { on: 'channel', is: 'web' },
      { on: 'priorityRank', in: [1, 4] },
      { on: 'tag', is: 'vip' },
      { on: 'watcher', is: 'w1' },
      { on: 'createdAt', from: START, before: START + 1 },
      { on: 'updatedAt', before: START },
      { on: 'field', name: 'order', is: 'o1' },
      { on: 'field', name: 'size', from: 1, before: 3 },
      { on: 'field', name: 'vip', is: false },
    ]
    const given = query({ where }).where
    expect(given.length).toBe(expected.length)
    expect(given).toEqual(expect.arrayContaining(expected))
  })

  it.each<[unknown, string]>([
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ limit: 1.5 }, 'limit'],
    [{ sort: 'subject' }, 'sort'],
    [{ direction: 'up' }, 'direction'],
    [{ offset: 10 }, 'offset'],
    [{ where: { subject: 'x' } }, 'where.subject'],
    [{ where: { phase: 'done' } }, 'where.phase'],
    [{ where: { phase: [] } }, 'where.phase'],
    [{ where: { assignee: 5 } }, 'where.assignee'],
    [{ where: { priority: 'hot' } }, 'where.priority'],
    [{ where: { tag: 'x'.repeat(10_000_000) } }, 'where.tag'],
    [{ where: { createdAt: { from: new Date(Date.UTC(1899, 11, 31)) } } }, 'where.createdAt.from'],
    [{ where: { createdAt: { before: new Date(Date.UTC(2200, 0)) } } }, 'where.createdAt.before'],
    [{ where: { updatedAt: { from: new Date(Number.NaN) } } }, 'where.updatedAt.from'],
    [{ where: { updatedAt: { from: START } } }, 'where.updatedAt.from'],
    [{ where: { fields: [] } }, 'where.fields'],
    [JSON.parse('{"__proto__":{"limit":1}}'), '__proto__'],
    [JSON.parse('{"where":{"__proto__":{"tag":"x"}}}'), 'where.__proto__'],
  ])('is refused at its place: %.60j', (input, path) => {
    expect(refused(input)).toContain(path)
  })
})

describe('a filter by field', () => {
  it.each(['hidden', 'nope', 'toString', '__proto__', 'constructor'])(
    'is refused for %s, which is not indexed',
    (name) => {
      const input = { where: { fields: JSON.parse(`{"${name}":"x"}`) as object } }
      const error = thrown('QUERY_NOT_INDEXED', () => query(input))
      expect(error.message).toContain('The indexed fields are order, size, vip')
    },
  )

  it.each([
    { order: 5 },
    { order: null },
    { order: 'a\u0000' },
    { order: '\ud800' },
    { order: 'x'.repeat(20_001) },
    { order: { from: 'a\u0000' } },
    { order: { from: 1 } },
    { order: { until: 'x' } },
    { size: '5' },
    { size: Number.NaN },
    { size: { before: Number.POSITIVE_INFINITY } },
    { vip: 'yes' },
    { vip: { from: false } },
  ])('is refused for a value that the field cannot have: %.50j', (fields) => {
    thrown('INVALID_INPUT', () => query({ where: { fields } }))
  })
})

describe('a cursor', () => {
  it('goes on after the last ticket of the page, for the same sort and direction', () => {
    const after = { value: START, id: 't9' }
    expect(query({ after: cursor('createdAt', 'desc') }).after).toEqual(after)
    expect(query({ sort: 'updatedAt', direction: 'asc', after: cursor('updatedAt', 'asc') }).after).toEqual(after)
    expect(query({ sort: 'priority', after: cursor('priority', 'asc') }).after).toEqual({ value: 3, id: 't9' })
  })

  it('of another list is refused', () => {
    thrown('CURSOR_INVALID', () => query({ after: cursor('createdAt', 'asc') }))
    thrown('CURSOR_INVALID', () => query({ after: cursor('updatedAt', 'desc') }))
    thrown('CURSOR_INVALID', () => query({ sort: 'priority', after: cursor('createdAt', 'asc') }))
  })

  it('that was cut off is refused, wherever it was cut', () => {
    const whole = cursor('createdAt', 'desc')
    for (let length = 1; length < whole.length; length += 1) {
      thrown('CURSOR_INVALID', () => query({ after: whole.slice(0, length) }))
    }
  })

  const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
  it.each<[string, unknown]>([
    ['no list', { sort: 'createdAt' }],
    ['nothing', null],
    ['too little', ['createdAt', 'desc', START]],
    ['too much', ['createdAt', 'desc', START, 't9', 'x']],
    ['a value that is no number', ['createdAt', 'desc', 'now', 't9']],
    ['a broken value', ['createdAt', 'desc', START + 0.5, 't9']],
    ['a value outside of all years', ['createdAt', 'desc', 8.64e15, 't9']],
    ['an id that none has', ['createdAt', 'desc', START, 'a\u0000b']],
    ['a huge id', ['createdAt', 'desc', START, 'x'.repeat(1_000)]],
  ])('that was forged with %s is refused', (_name, content) => {
    thrown('CURSOR_INVALID', () => query({ after: forged(content) }))
  })

  it('of 10 MB is refused', () => {
    expect(refused({ after: 'x'.repeat(10_000_000) })).toEqual(['after'])
  })

  it('of any text is refused, and nothing else happens', () => {
    const text = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.base64String({ minLength: 1 }),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    )
    fc.assert(fc.property(text, (after) => thrown('CURSOR_INVALID', () => query({ after })) instanceof DocketError))
  })

  it('with a letter changed is refused or still a place in the same list, never more', () => {
    const whole = cursor('createdAt', 'desc')
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom('A', 'B', 'x', 'y', '0', '9', '-', '_'), (at, letter) => {
        try {
          const changed = query({ after: `${whole.slice(0, at)}${letter}${whole.slice(at + 1)}` })
          expect({ ...changed, after: null }).toEqual(query())
        } catch (error) {
          expect(DocketError.is(error, 'CURSOR_INVALID')).toBe(true)
        }
      }),
    )
  })
})
