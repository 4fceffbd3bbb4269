import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isPlainObject, jsonProblem, textProblem } from './json.js'

const LIMITS = { text: 100, depth: 5, values: 50 }
const problem = (value: unknown) => jsonProblem(value, LIMITS)

describe('jsonProblem', () => {
  it('lets pass what JSON carries, undefined properties included', () => {
    const value = { a: [1, 'two', true, null, { b: [] }], left: undefined, bare: Object.create(null), '': 'ä😀' }
    expect(problem(value)).toBeUndefined()
  })

  it('finds nothing in any JSON value of well-formed text', () => {
    const limits = { text: 1_000, depth: 100, values: 10_000 }
    const value = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 4 })
    fc.assert(
      fc.property(value, (json) => {
        const found = jsonProblem(json, limits)
        fc.pre(found?.code !== 'nul' && found?.code !== 'forbidden_key')
        expect(found).toBeUndefined()
      }),
    )
  })

  it.each([
    ['a class instance', new (class Money {})()],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a big integer', 10n],
    ['NaN', Number.NaN],
    ['Infinity', Number.NEGATIVE_INFINITY],
    ['undefined in an array, which would come back as null', [undefined]],
    ['a hole in an array', new Array(1)],
  ])('refuses %s with the path to it', (_name, value) => {
    const found = problem({ outer: [{ inner: value }] })
    expect(found).toMatchObject({ code: 'not_json', message: expect.stringMatching(/^is /) })
    expect(found?.path.slice(0, 3)).toEqual(['outer', 0, 'inner'])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', (key) => {
    const hostile: unknown = JSON.parse(`{"a":[{"${key}":{"isAdmin":true}}]}`)
    expect(problem(hostile)).toMatchObject({ path: ['a', 0], code: 'forbidden_key' })
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })

  it('refuses NUL and lone surrogates in values and in keys', () => {
    expect(problem({ a: 'x\u0000y' })).toMatchObject({ path: ['a'], code: 'nul' })
    expect(problem({ 'x\u0000': 1 })).toMatchObject({ path: [], code: 'nul' })
    expect(problem(['\ud83d'])).toMatchObject({ path: [0], code: 'lone_surrogate' })
    expect(problem(['\ude00\ud83d'])).toMatchObject({ code: 'lone_surrogate' })
    expect(problem({ 'x\udc00': 1 })).toMatchObject({ path: [], code: 'lone_surrogate' })
    expect(problem(['\ud83d\ude00'])).toBeUndefined()
  })

  it('counts depth from the outside, so that the limit itself is allowed', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : [nested(levels - 1)])
    expect(problem(nested(5))).toBeUndefined()
    expect(problem(nested(6))).toMatchObject({ code: 'too_deep', path: [0, 0, 0, 0, 0, 0] })
  })

  it('ends at a cycle instead of following it for ever', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    expect(problem(cycle)).toMatchObject({ code: 'too_deep' })
  })

  it('counts every value once, and stops counting at the limit', () => {
    expect(problem(Array.from({ length: 49 }, () => 0))).toBeUndefined()
    expect(problem(Array.from({ length: 50 }, () => 0))).toMatchObject({ code: 'too_many' })
    let read = 0
    const endless = new Proxy([] as unknown[], {
      get(target, key) {
        if (key === 'length') return 2 ** 31
        if (typeof key !== 'string') return Reflect.get(target, key)
        read += 1
        return 0
      },
    })
    expect(problem(endless)).toMatchObject({ code: 'too_many' })
    expect(read).toBeLessThanOrEqual(LIMITS.values)
  })

  it('refuses a text or key that is too long without quoting it', () => {
    expect(problem('x'.repeat(100))).toBeUndefined()
    const found = problem({ a: 'x'.repeat(10_000_000) })
    expect(found).toMatchObject({ path: ['a'], code: 'too_long' })
    expect(found?.message).toBe('is 10000000 characters long; the limit is 100')
    expect(problem({ ['k'.repeat(257)]: 1 })).toMatchObject({ path: [], code: 'too_long' })
  })
})

it('measures a text in UTF-16 code units and looks at its length first', () => {
  expect(textProblem('😀😀', 4)).toBeUndefined()
  expect(textProblem('😀😀', 3)?.code).toBe('too_long')
  expect(textProblem(`${'\u0000'.repeat(5)}`, 4)?.code).toBe('too_long')
})

describe('canonicalJson', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const shuffled = (value: unknown, seed: number): unknown => {
    if (Array.isArray(value)) return value.map((item) => shuffled(item, seed))
    if (!isPlainObject(value)) return value
    const entries = Object.entries(value).map(([key, child]) => [key, shuffled(child, seed)] as const)
    const cut = entries.length === 0 ? 0 : seed % entries.length
    return Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut).reverse()])
  }

  it('gives equal text for equal values, whatever the order of their keys', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, seed) => canonicalJson(value) === canonicalJson(shuffled(value, seed))),
    )
  })

  it('gives text that reads back as the value, so that other values have other texts', () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(plain(value))
      }),
    )
  })

  it('leaves out undefined properties and sorts by code unit', () => {
    expect(canonicalJson({ b: 1, a: undefined, ä: 2, B: [3, { d: null, c: false }] })).toBe(
      '{"B":[3,{"c":false,"d":null}],"b":1,"ä":2}',
    )
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}')
    expect(canonicalJson(undefined)).toBe('null')
  })
})

it('takes for plain objects only what literals make', () => {
  expect([{}, Object.create(null), JSON.parse('{"__proto__":1}')].every(isPlainObject)).toBe(true)
  expect([null, [], new Date(0), () => 1, new (class A {})(), 'x', undefined].some(isPlainObject)).toBe(false)
})
