import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { thrown } from '../../test/thrown.js'
import { compileFields } from './fields.js'

const one = (type: z.ZodType, options: Parameters<typeof compileFields>[1] = {}) =>
  compileFields(z.object({ field: type }), options)
const refused = (call: () => unknown) => thrown('INVALID_DEFINITION', call).message

describe('a field that JSON cannot carry is refused at start-up', () => {
  it.each<[string, z.ZodType]>([
    ['a date', z.date()],
    ['a coerced date', z.coerce.date()],
    ['a date deep inside', z.array(z.object({ at: z.date().optional() }))],
    ['a transform', z.string().transform((text) => text.length)],
    ['a transform deep inside', z.object({ a: z.union([z.number(), z.string().transform(Number)]) }).optional()],
    ['a big integer', z.bigint()],
    ['a Map', z.map(z.string(), z.string())],
    ['a Set', z.set(z.string())],
    ['NaN', z.nan()],
    ['a symbol', z.symbol()],
    ['undefined as a value', z.literal(undefined)],
    ['an instance of a class', z.instanceof(URL)],
    ['a custom type', z.custom<string>()],
    ['a function', z.function() as unknown as z.ZodType],
  ])('%s', (_name, type) => {
    const message = refused(() => one(type))
    expect(message).toMatch(/cannot be stored as JSON \(.+\)/)
    expect(message).toContain('Use z.iso.date() or z.iso.datetime() for dates, and no transforms')
  })

  it.each<[string, z.ZodType]>([
    ['a codec', z.codec(z.string(), z.number(), { decode: Number, encode: String })],
    ['a text that stands for a boolean', z.stringbool()],
    ['a pipe', z.string().pipe(z.coerce.number())],
    ['a pipe deep inside', z.array(z.object({ a: z.stringbool().optional() }))],
  ])('%s, whose values could not be checked again with the next change', (_name, type) => {
    expect(refused(() => one(type))).toContain('codecs or pipes')
  })

  it('and what can only be checked asynchronously', () => {
    const waits = z
      .string()
      .default('x')
      .refine(async () => true)
    expect(refused(() => one(waits))).toContain('The custom field field cannot be used: its check throws or is asynch')
  })
})

it('takes what JSON carries, coerced and prepared values included', () => {
  const fields = compileFields(
    z.object({
      day: z.iso.date(),
      at: z.iso.datetime().nullable(),
      kind: z.enum(['a', 'b']).default('a'),
      count: z.coerce.number(),
      trimmed: z.preprocess((value) => (typeof value === 'string' ? value.trim() : value), z.string()),
      nested: z.array(z.object({ x: z.tuple([z.number(), z.boolean()]) })).optional(),
      branded: z.string().brand('Order').readonly(),
    }),
    {},
  )
  const given = { day: '2025-02-28', at: null, count: '3', trimmed: ' x ', branded: 'o1' }
  expect(fields.parse(given)).toEqual({
    ok: true,
    values: { fields: { ...given, kind: 'a', count: 3, trimmed: 'x' }, personal: {} },
  })
})

it('tells the values as a JSON Schema, as reads give them', () => {
  const { jsonSchema } = compileFields(
    z.object({ kind: z.enum(['a', 'b']).default('a'), note: z.string().optional() }),
    {},
  )
  expect(jsonSchema).toMatchObject({
    type: 'object',
    properties: { kind: { type: 'string', enum: ['a', 'b'], default: 'a' }, note: { type: 'string' } },
    required: ['kind'],
  })
})

describe('names', () => {
  it.each(['1st', 'with-dash', 'with space', '', '_x', 'a.b', 'größe', 'x'.repeat(64)])('refuse %j', (name) => {
    expect(refused(() => compileFields(z.object({ [name]: z.string() }), {}))).toContain('letters, digits and _')
  })

  it.each(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'])(
    'refuse %s, which every object seems to have',
    (name) => {
      const message = refused(() => compileFields(z.object({ [name]: z.string() }), {}))
      expect(message).toContain(`The custom field ${name} cannot be used`)
    },
  )

  it('that are listed must be fields', () => {
    const schema = z.object({ a: z.string() })
    expect(refused(() => compileFields(schema, { indexed: ['b'] }))).toContain('the fields are a')
    expect(refused(() => compileFields(schema, { personal: ['toString'] }))).toContain('there is no such field')
  })
})

describe('indexed fields', () => {
  it.each<[string, z.ZodType, string]>([
    ['a text', z.string(), 'text'],
    ['an optional text with a pattern', z.string().regex(/x/).optional(), 'text'],
    ['a day', z.iso.date(), 'text'],
    ['an enum', z.enum(['a', 'b']).default('a'), 'text'],
    ['a number', z.number(), 'number'],
    ['an integer', z.int(), 'number'],
    ['an enum of numbers', z.enum({ low: 1, high: 2 } as const), 'number'],
    ['a boolean', z.boolean().optional(), 'boolean'],
    ['a literal', z.literal('a'), 'text'],
  ])('can be %s', (_name, type, expected) => {
    expect(one(type, { indexed: ['field'] }).indexed).toEqual(new Map([['field', expected]]))
  })

  it.each<[string, z.ZodType]>([
    ['an array', z.array(z.string())],
    ['an object', z.object({})],
    ['anything', z.unknown()],
    ['null', z.null()],
    ['texts and numbers mixed', z.literal(['a', 1])],
  ])('cannot be %s', (_name, type) => {
    expect(refused(() => one(type, { indexed: ['field'] }))).toContain('only texts, numbers and booleans')
  })

  it('cannot be personal, because erasing would leave the index', () => {
    expect(refused(() => one(z.string(), { indexed: ['field'], personal: ['field'] }))).toContain('personal')
  })

  it('are at most eight', () => {
    const names = Array.from({ length: 9 }, (_, index) => `f${index}`)
    const schema = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
    expect(compileFields(schema, { indexed: names.slice(1) }).indexed.size).toBe(8)
    expect(refused(() => compileFields(schema, { indexed: names }))).toContain('At most 8')
  })
})

describe('defaults', () => {
  it('are known for each field, also where another has none', () => {
    const schema = z.object({ order: z.string(), kind: z.string().default('a'), list: z.array(z.string()).default([]) })
    expect(compileFields(schema, {}).defaults).toEqual({ kind: 'a', list: [] })
  })

  it('are known although the object as a whole would refuse them', () => {
    const schema = z.object({ a: z.number().default(0), b: z.number().default(0) }).refine(({ a, b }) => a + b > 0)
    expect(compileFields(schema, {}).defaults).toEqual({ a: 0, b: 0 })
  })
})

it('carries to another ticket what is not personal and still fits, each by itself', () => {
  const fields = compileFields(
    z.object({
      order: z.string(),
      phone: z.string(),
      kind: z.enum(['a', 'b']).default('a'),
      size: z.number().optional(),
    }),
    { personal: ['phone'] },
  )
  expect(fields.carry({ order: 'o1', phone: '1', kind: 'gone', size: 2, former: 3 })).toEqual({
    order: 'o1',
    kind: 'a',
    size: 2,
  })
})
