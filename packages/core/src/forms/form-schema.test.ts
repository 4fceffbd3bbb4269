import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defaultAccess, defineDesk, supportWorkflow } from '../index.js'
import { formSchema } from './form-schema.js'
import { labelIn } from './label-in.js'

const { model } = defineDesk({
  fields: z.object({
    order: z.string().min(3),
    kind: z.enum(['a', 'b']).default('a'),
    count: z.coerce.number().optional(),
    secret: z.string().optional(),
  }),
  workflows: [supportWorkflow],
  access: defaultAccess(),
  forms: {
    lamp: {
      fields: {
        count: { required: true, visibleWhen: { fields: { kind: 'b' } } },
        kind: 'required',
        order: 'optional',
        secret: { required: true, agentOnly: true },
      },
    },
  },
})
const form = model.forms.get('lamp') ?? null
const seen = (staff: boolean) => formSchema(model.fields, form, { category: 'lamp', staff, locale: null })

describe('a form as a JSON Schema', () => {
  it('requires exactly what the desk would refuse to miss', () => {
    expect(seen(false).required).toEqual(['order'])
    expect(seen(true).required).toEqual(['order'])
    const nothing = formSchema(model.fields, null, { category: null, staff: false, locale: null })
    expect(nothing.required).toEqual(['order'])
  })

  it('has the fields in the order of the form, as the desk checks them', () => {
    const { properties } = seen(true)
    expect(Object.keys(properties)).toEqual(['count', 'kind', 'order', 'secret'])
    expect(properties['order']).toMatchObject({ type: 'string', minLength: 3, 'x-docket': { required: true } })
    expect(properties['kind']).toMatchObject({ enum: ['a', 'b'], default: 'a' })
    expect(properties['count']).toMatchObject({ type: 'number' })
    expect(properties['count']?.['x-docket'].visibleWhen).toEqual({ fields: { kind: 'b' } })
  })

  it('shows nobody who does not work at the desk what only agents are asked for', () => {
    expect(JSON.stringify(seen(false))).not.toContain('secret')
  })
})

describe('a label', () => {
  const label = { de: 'Lampe', 'zh-Hant': '燈', zh: '灯', en: 'Lamp' }
  it.each([
    ['de-AT', 'Lampe'],
    ['zh-Hant-TW', '燈'],
    ['zh-Hans', '灯'],
    ['fr', 'Lamp'],
    [null, 'Lamp'],
    ['constructor', 'Lamp'],
  ])('in %s is %s', (locale, text) => {
    expect(labelIn(label, locale)).toBe(text)
  })

  it('is its first text where English has none, and nothing without one', () => {
    expect(labelIn({ de: 'Lampe', fr: 'Lampe-fr' }, 'it')).toBe('Lampe')
    expect(labelIn(null, 'de')).toBeNull()
  })
})
