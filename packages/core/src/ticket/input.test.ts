import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { thrown } from '../../test/thrown.js'
import { id, instant, parseInput } from '../kernel/input.js'
import { assign } from './commands/assign.js'
import { createInput } from './commands/create.js'
import { link } from './commands/link.js'
import { tag } from './commands/mark.js'
import { messageInput } from './commands/message.js'
import { setPriority } from './commands/priority.js'
import { override, send } from './commands/send.js'
import { update } from './commands/update.js'

/** What is wrong with an input, as `path code`. */
function issues<T>(schema: z.ZodType<T>, input: unknown): string[] {
  const error = thrown('INVALID_INPUT', () => parseInput(schema, input, 'it'))
  expect(error.message).toMatch(/^The input of it is wrong: .+\.$/)
  return (error.details.issues ?? []).map(({ path, code }) => `${path.join('.')} ${code}`)
}
const accepts = (schema: z.ZodType, input: unknown) => schema.safeParse(input).success

describe('texts', () => {
  it.each<[string, z.ZodType, (text: string) => object, number]>([
    ['subject', createInput, (subject) => ({ subject }), 500],
    ['body', createInput, (body) => ({ subject: 'x', body }), 200_000],
    ['body', messageInput, (body) => ({ body }), 200_000],
    ['subject', update.input, (subject) => ({ subject }), 500],
    ['reason', override.input, (reason) => ({ state: 'open', reason }), 200_000],
  ])('%s: the limit itself is accepted, one more is refused, and so are 10 MB', (field, schema, input, limit) => {
    expect(accepts(schema, input('界'.repeat(limit)))).toBe(true)
    expect(issues(schema, input('x'.repeat(limit + 1)))).toEqual([`${field} too_long`])
    const error = thrown('INVALID_INPUT', () => parseInput(schema, input('x'.repeat(10_000_000)), 'it'))
    expect(JSON.stringify(error).length).toBeLessThan(500)
  })

  it('may be of any language and lines, but not empty, and not what a store would lose', () => {
    expect(accepts(messageInput, { body: 'Zeile 1\r\n\t第二行 😀 \u202e' })).toBe(true)
    expect(issues(messageInput, { body: '' })).toEqual(['body too_small'])
    expect(issues(messageInput, { body: 'a\u0000b' })).toEqual(['body nul'])
    expect(issues(messageInput, { body: 'a\ud83db' })).toEqual(['body lone_surrogate'])
    expect(issues(messageInput, { body: 7 })).toEqual(['body invalid_type'])
    expect(issues(messageInput, {})).toEqual(['body invalid_type'])
  })
})

describe('ids', () => {
  it.each(['a', 'customer 42', '客户', 'user@example.com', 'x'.repeat(200)])('may be %.20j', (value) => {
    expect(accepts(id, value)).toBe(true)
  })

  it.each(['', ' a', 'a ', 'a\nb', 'a\u0000', '\u007f', '\ud800', 'x'.repeat(201), 5, null, {}])(
    'are not %.20j',
    (value) => {
      expect(accepts(id, value)).toBe(false)
    },
  )

  it.each<[string, z.ZodType, object]>([
    ['requester.id', createInput, { subject: 'x', requester: { id: '' } }],
    ['tags.1', createInput, { subject: 'x', tags: ['a', ' b'] }],
    ['external.id', messageInput, { body: 'x', external: { source: 's', id: 'x'.repeat(201) } }],
    ['type', send.input, { type: 'a\u0000' }],
    ['add.0', tag.input, { add: ['\n'] }],
    ['ticketId', link.input, { kind: 'related', ticketId: '' }],
    ['agent', assign.input, { agent: '' }],
    ['priority', setPriority.input, { priority: '' }],
  ])('are checked at %s', (path, schema, input) => {
    expect(issues(schema, input).map((issue) => issue.split(' ')[0])).toContain(path)
  })

  it('come at most so many at once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`)
    expect(accepts(createInput, { subject: 'x', tags: many(100) })).toBe(true)
    expect(issues(createInput, { subject: 'x', tags: many(101) })).toEqual(['tags too_big'])
    expect(issues(tag.input, { remove: many(1_000_000) })).toEqual(['remove too_big'])
    expect(issues(messageInput, { body: 'x', attachments: many(51) })).toEqual(['attachments too_big'])
  })
})

describe('an input', () => {
  it('with a key that is not known is refused by its path', () => {
    expect(issues(messageInput, { body: 'x', html: '<b>', visibility: 'public' })).toEqual([
      'html unknown_key',
      'visibility unknown_key',
    ])
    expect(issues(createInput, { subject: 'x', requester: { id: 'c1', role: 'admin' } })).toEqual([
      'requester.role unknown_key',
    ])
  })

  it.each([
    '{"body":"x","__proto__":{"channel":"phone"}}',
    '{"body":"x","external":{"source":"s","id":"i","__proto__":{}}}',
    '{"body":"x","constructor":{"prototype":{"polluted":1}}}',
  ])('with a hostile key is refused: %s', (json) => {
    expect(issues(messageInput, JSON.parse(json)).length).toBe(1)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([null, undefined, [], 'x', 1, () => 1])('that is %o is refused', (input) => {
    expect(issues(createInput, input).length).toBe(1)
  })

  it('says in its sentence what is wrong first, and how much more', () => {
    const error = thrown('INVALID_INPUT', () => parseInput(link.input, { kind: 'knows' }, 'link'))
    expect(error.message).toMatch(/^The input of link is wrong: kind .+ \(and 1 more\)\.$/)
  })
})

describe('instants', () => {
  it.each(['1900-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999Z'])('may be %s', (text) => {
    expect(accepts(instant, new Date(text))).toBe(true)
  })

  it.each<[string, unknown]>([
    ['a millisecond before 1900', new Date(Date.UTC(1900, 0) - 1)],
    ['the year 2200', new Date(Date.UTC(2200, 0))],
    ['the year 200,000', new Date(8.64e15)],
    ['no date', new Date(Number.NaN)],
    ['a text', '2025-01-01'],
    ['a number', Date.UTC(2025, 0)],
    ['what looks like a date', { getTime: () => 0 }],
  ])('are not %s', (_name, value) => {
    expect(issues(instant, value).length).toBe(1)
  })
})
