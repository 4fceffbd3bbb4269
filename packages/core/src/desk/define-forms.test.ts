import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { thrown } from '../../test/thrown.js'
import { defaultAccess, defineDesk, supportWorkflow } from '../index.js'

const fields = z.object({
  serial: z.string().optional(),
  kind: z.enum(['a', 'b']).default('a'),
  phone: z.string().optional(),
})
const define = (forms: unknown, other: z.ZodObject = fields) =>
  defineDesk({
    fields: other,
    personal: ['phone'] as never,
    workflows: [supportWorkflow],
    access: defaultAccess(),
    forms: forms as never,
  }).model.forms

describe('the forms of a desk', () => {
  it('are none if left out', () => {
    expect(define(undefined).size).toBe(0)
  })

  it('are completed', () => {
    const forms = define({ lamp: { fields: { phone: 'required', serial: { agentOnly: true }, kind: 'optional' } } })
    const form = forms.get('lamp')
    expect([form?.category, form?.label]).toEqual(['lamp', null])
    expect([...(form?.fields.values() ?? [])]).toMatchObject([
      { name: 'phone', required: true, agentOnly: false, visibleWhen: null, label: null },
      { name: 'serial', required: false, agentOnly: true, visibleWhen: null, label: null },
      { name: 'kind', required: false, agentOnly: false, visibleWhen: null, label: null },
    ])
  })

  it.each<[string, unknown, string]>([
    ['a list', [], 'must be an object of forms by category'],
    ['no fields', { lamp: {} }, 'forms.lamp.fields'],
    ['a field that is none', { lamp: { fields: { colour: 'required' } } }, 'lamp.fields.colour is no custom field'],
    ['a word that is none', { lamp: { fields: { serial: 'maybe' } } }, 'lamp.fields.serial'],
    ['a setting that is none', { lamp: { fields: { serial: { hidden: true } } } }, 'lamp.fields.serial'],
    [
      'a condition on nothing',
      { lamp: { fields: { serial: { visibleWhen: { fields: { colour: 1 } } } } } },
      'visibleWhen.fields.colour is no custom field',
    ],
    [
      'a condition on a personal field',
      { lamp: { fields: { serial: { visibleWhen: { fields: { phone: '1' } } } } } },
      'is a personal field',
    ],
    ['an unknown level', { lamp: { fields: { serial: { visibleWhen: { priority: 'hot' } } } } }, 'names hot'],
    [
      'a field of agents that another form asks everybody for',
      { lamp: { fields: { serial: { agentOnly: true } } }, bulb: { fields: { serial: 'optional' } } },
      'bulb.fields.serial is asked of everybody, and in lamp of agents alone',
    ],
    ['more', { lamp: { fields: {}, color: 'red' } }, 'lamp.color is not known here'],
  ])('refuse %s', (_name, forms, said) => {
    expect(thrown('INVALID_DEFINITION', () => define(forms)).message).toContain(said)
  })

  it('are refused with all that is wrong at once, each with its place and what there is', () => {
    const { details } = thrown('INVALID_DEFINITION', () =>
      define({
        lamp: {
          color: 'red',
          fields: { serial: { hidden: true, required: 'yes' }, kind: 'maybe', colour: 'optional', phone: 5 },
        },
        bulb: { fields: { serial: { visibleWhen: { phase: 'shut', fields: { kind: 'a' } } } } },
        tube: { fields: { serial: { visibleWhen: { fields: { serial: 5 } } } } },
      }),
    )
    expect(details.issues?.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'forms.lamp.color is not known here; there are label, fields',
      'forms.lamp.fields.serial.required must be of the type boolean',
      'forms.lamp.fields.serial.hidden is not known here; there are required, visibleWhen, agentOnly, label',
      'forms.lamp.fields.kind must be one of required, optional',
      'forms.lamp.fields.phone must be one of these: "required", "optional", object',
      'forms.bulb.fields.serial.visibleWhen.phase must be one of open, waiting, solved, terminal',
      'forms.lamp.fields.colour is no custom field of the desk; it has serial, kind, phone',
      'forms.tube.fields.serial.visibleWhen.fields.serial is never 5; its values are of the type string',
    ])
  })

  // Nobody could ever create a ticket there.
  it('must ask everybody for what each ticket must have', () => {
    const always = z.object({ order: z.string(), phone: z.string().optional() })
    for (const order of [undefined, { agentOnly: true }, { visibleWhen: { channel: 'web' } }]) {
      const forms = { lamp: { fields: { ...(order && { order }) } } }
      const { details } = thrown('INVALID_DEFINITION', () => define(forms, always))
      expect(details.issues).toMatchObject([{ path: ['forms', 'lamp', 'fields', 'order'], code: 'always_required' }])
    }
    expect(define({ lamp: { fields: { order: 'optional' } } }, always).size).toBe(1)
  })

  it('judge what is visible with the defaults of fields that the ticket does not have', () => {
    const forms = define({ lamp: { fields: { serial: { visibleWhen: { fields: { kind: 'a' } } } } } })
    const visible = forms.get('lamp')?.fields.get('serial')?.isVisible
    expect(visible?.({ fields: {} } as never)).toBe(true)
    expect(visible?.({ fields: { kind: 'b' } } as never)).toBe(false)
  })
})
