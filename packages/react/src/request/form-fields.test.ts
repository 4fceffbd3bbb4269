import type { FormProperty, FormSchema } from '@docket/core'
import { describe, expect, test } from 'vitest'
import { formFields, typedValues } from './form-fields.js'

const notes = { required: false, agentOnly: false, visibleWhen: null, label: null }
const form = (properties: Record<string, object>, more: object = {}): FormSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, { 'x-docket': notes, ...schema } as FormProperty]),
  ),
  required: [],
  additionalProperties: false,
  'x-docket': { category: null, form: null, label: null },
  ...more,
})

const kindOf = (schema: object) => formFields(form({ it: schema }), null, {})[0]?.kind

describe('the fields of a form', () => {
  test.each([
    [{ type: 'string' }, 'text'],
    [{ type: 'string', maxLength: 2_000 }, 'long'],
    [{ type: 'string', format: 'date' }, 'date'],
    [{ type: 'string', format: 'email' }, 'email'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'flag'],
    [{ type: 'string', enum: ['a', 'b'] }, 'choice'],
    [{ anyOf: [{ const: 'a', title: 'A' }, { const: 'b' }] }, 'choice'],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }, 'several'],
  ])('%j is filled in as %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind)
  })

  test('what nobody can fill in here is not asked for', () => {
    expect(kindOf({ type: 'object', properties: {} })).toBeUndefined()
  })

  test('a reference is followed', () => {
    const schema = form({ it: { $ref: '#/$defs/Size' } }, { $defs: { Size: { type: 'string', enum: ['S', 'L'] } } })
    expect(formFields(schema, null, {})[0]?.choices.map(({ value }) => value)).toEqual(['S', 'L'])
  })

  test('one that depends on another is asked for once that is filled in', () => {
    const schema = form({
      wet: { type: 'boolean' },
      serial: { type: 'string', 'x-docket': { ...notes, required: true, visibleWhen: { fields: { wet: true } } } },
    })
    expect(formFields(schema, null, {}).map(({ name }) => name)).toEqual(['wet'])
    expect(formFields(schema, null, { wet: true }).map(({ name }) => name)).toEqual(['wet', 'serial'])
  })

  test('limits become what the browser checks, but those of every whole number', () => {
    const [field] = formFields(
      form({ it: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } }),
      null,
      {},
    )
    expect(field?.limits).toEqual({ min: 1, step: 1 })
  })

  test('a name without a title is made readable', () => {
    expect(formFields(form({ orderNumber: { type: 'string' } }), null, {})[0]?.label).toBe('Order number')
  })
})

test('what is filled in is sent in its types, and what is empty is not', () => {
  const schema = form({
    many: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    none: { type: 'string' },
  })
  const typed = typedValues(schema, { many: '3', at: '2025-01-31T09:00', none: '' })
  expect(typed).toEqual({ many: 3, at: new Date('2025-01-31T09:00').toISOString() })
})
