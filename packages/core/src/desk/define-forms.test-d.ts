import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import {
  type ActorDesk,
  type Categories,
  defaultAccess,
  defineDesk,
  type FormSchema,
  supportWorkflow,
} from '../index.js'

const fields = z.object({ serial: z.string().optional(), cost: z.number().optional() })
const base = { fields, workflows: [supportWorkflow], access: defaultAccess() } as const

test('a form names only fields that the desk has', () => {
  defineDesk({ ...base, forms: { lamp: { fields: { serial: 'required', cost: { agentOnly: true } } } } })
  // @ts-expect-error there is no such field
  defineDesk({ ...base, forms: { lamp: { fields: { colour: 'required' } } } })
  // @ts-expect-error a field is required or optional
  defineDesk({ ...base, forms: { lamp: { fields: { serial: 'maybe' } } } })
})

test('a condition of a form is over the desk’s fields and levels', () => {
  const visible = { fields: { cost: { above: 10 } }, priority: 'high' } as const
  defineDesk({ ...base, forms: { lamp: { fields: { serial: { visibleWhen: visible } } } } })
  // @ts-expect-error there is no such field to look at
  defineDesk({ ...base, forms: { lamp: { fields: { serial: { visibleWhen: { fields: { colour: 1 } } } } } } })
  // @ts-expect-error a number is no text
  defineDesk({ ...base, forms: { lamp: { fields: { serial: { visibleWhen: { fields: { cost: 'much' } } } } } } })
  // @ts-expect-error there is no such level
  defineDesk({ ...base, forms: { lamp: { fields: { serial: { visibleWhen: { priority: 'hot' } } } } } })
})

test('an actor has the categories and their forms', () => {
  expectTypeOf<ReturnType<ActorDesk['categories']['tree']>>().resolves.toEqualTypeOf<Categories>()
  expectTypeOf<ReturnType<ActorDesk['form']>>().resolves.toEqualTypeOf<FormSchema>()
})
