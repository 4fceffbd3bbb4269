import * as z from 'zod'
import {
  type DeskDefinition,
  defaultAccess,
  defineDesk,
  defineWorkflow,
  matrix,
  supportWorkflow,
} from '../src/index.js'

/** A second workflow, with an effect. */
const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'received',
  states: {
    received: { tags: ['open'], on: { finish: { target: 'repaired', effects: ['invoice'] } } },
    repaired: { tags: ['terminal'] },
  },
})
/** Custom fields of every kind that types tell apart. */
export const fields = z.object({
  order: z.string(),
  affected: z.enum(['one', 'many']).default('one'),
  severity: z.number().optional(),
  phone: z.string().optional(),
})
const priority = matrix({
  impact: 'affected',
  urgency: 'severity',
  levels: ['hot', 'cold'],
  table: { many: { 1: 'hot' } },
  otherwise: 'cold',
})
/** A desk that uses all there is. */
export const full = defineDesk({
  fields,
  indexed: ['order', 'severity'],
  personal: ['phone'],
  workflows: [supportWorkflow, repair],
  priority,
  access: defaultAccess(),
  effects: { mail: { on: ['message.added'] } },
})
/** A desk that uses as little as it can. */
export const small = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })

/** The shape of a definition. */
export type Shape<Definition> = Definition extends DeskDefinition<infer S> ? S : never
/** The shape of the full desk. */
export type Full = Shape<typeof full>
/** The shape of the small desk. */
export type Small = Shape<typeof small>
