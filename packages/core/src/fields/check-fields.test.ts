import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { thrown } from '../../test/thrown.js'
import { compileFields, type FieldResult } from './fields.js'

const schema = z
  .object({
    product: z.enum(['car', 'bus']).default('car'),
    email: z.email().optional(),
    phone: z.string().default('unknown'),
    from: z.number().optional(),
    to: z.number().optional(),
    closed: z.string().nullable().optional(),
  })
  .refine(({ from = 0, to = 0 }) => from <= to, { path: ['to'], message: 'must not be before from' })
const fields = compileFields(schema, { personal: ['email', 'phone'], indexed: ['product'] })
const stored = { fields: { product: 'bus', from: 1, to: 5 }, personal: { phone: '123', email: 'a@example.com' } }

const valuesOf = (result: FieldResult) => {
  expect(result.ok ? [] : result.issues).toEqual([])
  return result.ok ? result.values : { fields: {}, personal: {} }
}
const issuesOf = (result: FieldResult) => (result.ok ? [] : result.issues)
const codes = (result: FieldResult) => issuesOf(result).map(({ path, code }) => `${path.join('.')} ${code}`)

describe('the fields of a new ticket', () => {
  it('are completed by defaults and kept apart by whether they are personal', () => {
    expect(valuesOf(fields.parse({}))).toEqual({ fields: { product: 'car' }, personal: { phone: 'unknown' } })
    expect(valuesOf(fields.parse({ email: 'a@example.com', from: undefined, to: 2 }))).toEqual({
      fields: { product: 'car', to: 2 },
      personal: { phone: 'unknown', email: 'a@example.com' },
    })
  })

  it('refuse unknown names, each by its own path and without the names that there are', () => {
    const result = fields.parse({ product: 'bus', colour: 1, toString: 2 })
    expect(codes(result)).toEqual(['fields.colour unknown_key', 'fields.toString unknown_key'])
    expect(issuesOf(result)[0]?.message).toBe('is no field of this desk')
  })

  it('refuse unknown names even where the schema is loose', () => {
    const loose = compileFields(z.looseObject({ a: z.string().optional() }) as unknown as z.ZodObject, {})
    expect(codes(loose.parse({ b: 1 }))).toEqual(['fields.b unknown_key'])
  })

  it.each([null, undefined, [], 'x', 1, new Date(0), new Map()])('refuse %o instead of an object', (input) => {
    expect(fields.parse(input).ok).toBe(false)
  })

  it('refuse wrong values by their path, without quoting them', () => {
    const result = fields.parse({ product: 'a secret', email: 'also secret', from: 'x' })
    expect(codes(result).map((found) => found.split(' ')[0])).toEqual(['fields.product', 'fields.email', 'fields.from'])
    expect(JSON.stringify(issuesOf(result))).not.toContain('secret')
  })

  it('are checked as a whole', () => {
    expect(issuesOf(fields.parse({ from: 3, to: 1 }))).toEqual([
      { path: ['fields', 'to'], code: 'custom', message: 'must not be before from' },
    ])
  })
})

describe('hostile fields', () => {
  it.each([
    ['{"__proto__":{"product":"bus"}}', 'forbidden_key'],
    ['{"constructor":{"prototype":{"x":1}}}', 'forbidden_key'],
    ['{"email":{"__proto__":1}}', 'forbidden_key'],
    ['{"email":"a\\u0000b"}', 'nul'],
    ['{"email":"\\ud800"}', 'lone_surrogate'],
    [`{"email":"${'x'.repeat(20_001)}"}`, 'too_long'],
    [`{"email":${'['.repeat(20)}${']'.repeat(20)}}`, 'too_deep'],
    [`{"email":[${'0,'.repeat(2_500)}0]}`, 'too_many'],
  ])('%.40s is %s, in a new ticket and in a change', (json, code) => {
    for (const result of [fields.parse(JSON.parse(json)), fields.patch(stored, JSON.parse(json))]) {
      expect(issuesOf(result).map((issue) => issue.code)).toEqual([code])
      expect(issuesOf(result)[0]?.path[0]).toBe('fields')
    }
    expect(({} as Record<string, unknown>)['product']).toBeUndefined()
  })

  it('of any JSON are refused or taken, never thrown at', () => {
    const anything = fc.dictionary(fc.constantFrom('product', 'email', 'from', '__proto__', 'valueOf'), fc.jsonValue())
    fc.assert(
      fc.property(anything, (input) => {
        expect(typeof fields.parse(input).ok).toBe('boolean')
        expect(typeof fields.patch(stored, input).ok).toBe('boolean')
      }),
    )
  })

  it('of 10 MB are refused', () => {
    const huge = 'x'.repeat(10_000_000)
    const found = issuesOf(fields.parse({ email: huge }))
    expect(found).toMatchObject([{ code: 'too_long', path: ['fields', 'email'] }])
    expect(JSON.stringify(found).length).toBeLessThan(200)
  })
})

it('names the check of a field that throws as what failed', () => {
  const broken = z.object({
    a: z.string().refine(() => {
      throw new Error('bang')
    }),
  })
  expect(thrown('POLICY_FAILED', () => compileFields(broken, {}).parse({ a: 'x' })).message).toContain('custom field')
})

describe('a change of fields', () => {
  it('replaces what it names and keeps the rest', () => {
    expect(valuesOf(fields.patch(stored, { from: 2, email: 'b@example.com' }))).toEqual({
      fields: { ...stored.fields, from: 2 },
      personal: { phone: '123', email: 'b@example.com' },
    })
    expect(valuesOf(fields.patch(stored, { from: undefined }))).toEqual(stored)
    expect(valuesOf(fields.patch(stored, {}))).toEqual(stored)
  })

  it('removes with null, back to the default where there is one', () => {
    expect(valuesOf(fields.patch(stored, { from: null, to: null, email: null, product: null }))).toEqual({
      fields: { product: 'car' },
      personal: { phone: '123' },
    })
  })

  it('sets null where the field takes null, and a later change keeps it', () => {
    const closed = valuesOf(fields.patch(stored, { closed: null }))
    expect(closed.fields['closed']).toBeNull()
    expect(valuesOf(fields.patch(closed, { from: 0 })).fields['closed']).toBeNull()
  })

  it('keeps a required field that is null by right', () => {
    const nullable = compileFields(z.object({ due: z.iso.date().nullable(), note: z.string().optional() }), {})
    const current = { fields: { due: null }, personal: {} }
    expect(valuesOf(nullable.patch(current, { note: 'x' })).fields).toEqual({ due: null, note: 'x' })
  })

  it('does not make a value of null where the field coerces, nor of what was erased', () => {
    const coerced = compileFields(
      z.object({ nick: z.coerce.string().optional(), count: z.coerce.number().optional() }),
      {
        personal: ['nick'],
      },
    )
    const current = { fields: { count: 1 }, personal: { nick: null } }
    expect(valuesOf(coerced.patch(current, { count: null }))).toEqual({ fields: {}, personal: {} })
  })

  it('cannot remove a required field', () => {
    const required = compileFields(z.object({ order: z.string() }), {})
    expect(codes(required.patch({ fields: { order: 'o1' }, personal: {} }, { order: null }))).toEqual([
      'fields.order invalid_type',
    ])
  })

  it('is checked against the whole, not by itself', () => {
    expect(issuesOf(fields.patch(stored, { to: 0 }))).toMatchObject([{ path: ['fields', 'to'] }])
    expect(fields.patch(stored, { to: 0, from: 0 }).ok).toBe(true)
  })

  it('refuses unknown names, also with null', () => {
    expect(codes(fields.patch(stored, { colour: null }))).toEqual(['fields.colour unknown_key'])
  })

  it('leaves out what the schema no longer has, and counts an erased value as missing', () => {
    const current = { fields: { product: 'bus', gone: 'old' }, personal: { email: null, phone: '123' } }
    expect(valuesOf(fields.patch(current, { from: -1 }))).toEqual({
      fields: { product: 'bus', from: -1 },
      personal: { phone: '123' },
    })
  })

  it('does not touch what it is given', () => {
    const current = structuredClone(stored)
    const change = { from: null, email: 'b@example.com' }
    fields.patch(current, change)
    expect([current, change]).toEqual([stored, { from: null, email: 'b@example.com' }])
  })

  it('takes every value that a new ticket may have, so that no ticket can get stuck', () => {
    const value = fc.record(
      {
        product: fc.constantFrom('car', 'bus'),
        email: fc.constant('x@example.com'),
        phone: fc.string(),
        to: fc.integer({ min: 0 }),
        closed: fc.option(fc.string()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(value, (given) => {
        const result = fields.parse(given)
        fc.pre(result.ok)
        const values = valuesOf(result)
        expect(valuesOf(fields.patch(values, {}))).toEqual(values)
      }),
    )
  })
})
