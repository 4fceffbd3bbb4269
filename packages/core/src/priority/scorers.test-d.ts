import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import type { Shape } from '../../test/typed-desk.js'
import {
  defaultAccess,
  defineDesk,
  type PolicyTicket,
  type PriorityPolicy,
  scored,
  supportWorkflow,
  weighted,
} from '../index.js'

const fields = z.object({
  affected: z.enum(['one', 'many']).default('one'),
  amount: z.number().optional(),
  phone: z.string().optional(),
})
type Fields = z.output<typeof fields>
const base = { workflows: [supportWorkflow], access: defaultAccess() } as const
const levels = { hot: 50, cold: 0 }
const reasons = [{ code: 'mine' }]

describe('a function that scores', () => {
  test('sees the fields of the desk', () => {
    const score = (ticket: PolicyTicket<Fields>) => {
      expectTypeOf(ticket.fields.affected).toEqualTypeOf<'one' | 'many'>()
      expectTypeOf(ticket.fields.amount).toEqualTypeOf<number | undefined>()
      return { score: ticket.fields.amount ?? 0, reasons }
    }
    const own = scored({ id: 'own', levels, score })
    const desk = defineDesk({ ...base, fields, priority: own })
    expectTypeOf<Shape<typeof desk>['level']>().toEqualTypeOf<'hot' | 'cold'>()
    defineDesk({ ...base, fields, priority: scored({ id: 'own', levels, score }) })
  })

  test('names only fields that the desk has', () => {
    const missing = (ticket: PolicyTicket<Fields>) => {
      // @ts-expect-error the desk's fields have no such field
      return { score: ticket.fields.colour, reasons }
    }
    void missing
    const own = scored({
      id: 'own',
      levels,
      score: (ticket: PolicyTicket<{ colour: string }>) => ({ score: ticket.fields.colour.length, reasons }),
    })
    // @ts-expect-error the desk has no field of that name
    defineDesk({ ...base, fields, priority: own })
    // @ts-expect-error the desk has no fields at all
    defineDesk({ ...base, priority: own })
    const other = (ticket: PolicyTicket<{ amount: string }>) => ({ score: ticket.fields.amount.length, reasons })
    // @ts-expect-error the desk's field is a number
    defineDesk({ ...base, fields, priority: scored({ id: 'own', levels, score: other }) })
  })

  test('knows of no fields unless its ticket says which', () => {
    const byInput = scored({ id: 'own', levels, score: ({ inputs }) => ({ score: inputs['risk'] ?? 0, reasons }) })
    expectTypeOf(byInput).toEqualTypeOf<PriorityPolicy<Record<never, never>, 'hot' | 'cold'>>()
    defineDesk({ ...base, priority: byInput })
    defineDesk({ ...base, fields, priority: byInput })
    // @ts-expect-error the function's ticket does not say which fields it has
    scored({ id: 'own', levels, score: (ticket) => ({ score: ticket.fields.amount, reasons }) })
  })

  test('gives a score and reasons, at once', () => {
    // @ts-expect-error no reasons
    scored({ id: 'own', levels, score: () => ({ score: 1 }) })
    // @ts-expect-error no number
    scored({ id: 'own', levels, score: () => ({ score: '1', reasons }) })
    // @ts-expect-error a promise
    scored({ id: 'own', levels, score: async () => ({ score: 1, reasons }) })
    // @ts-expect-error no id
    scored({ levels, score: () => ({ score: 1, reasons }) })
  })
})

describe('weights', () => {
  const impact = { weight: 1, field: 'affected', values: { many: 1 } } as const

  test('name only fields that the desk has', () => {
    const right = weighted({ levels, impact, value: { weight: 1, field: 'amount', full: 10 } })
    const desk = defineDesk({ ...base, fields, priority: right })
    expectTypeOf<Shape<typeof desk>['level']>().toEqualTypeOf<'hot' | 'cold'>()
    const wrong = weighted({ levels, impact, urgency: { weight: 1, field: 'weather', values: {} } })
    // @ts-expect-error the desk has only one of the fields
    defineDesk({ ...base, fields, priority: wrong })
    // @ts-expect-error the desk has no fields at all
    defineDesk({ ...base, priority: right })
    const text = weighted({ levels, value: { weight: 1, field: 'phone', full: 10 } })
    // @ts-expect-error the field holds a text, no number
    defineDesk({ ...base, fields, priority: text })
  })

  test('need no fields', () => {
    const free = weighted({ levels, waiting: { weight: 1, full: { hours: 1 } }, value: { weight: 1, full: 10 } })
    defineDesk({ ...base, priority: free })
    defineDesk({ ...base, fields, priority: free })
  })

  test('are of factors that there are', () => {
    // @ts-expect-error there is no such factor
    weighted({ levels, mood: { weight: 1 } })
    // @ts-expect-error it has no weight
    weighted({ levels, sentiment: {} })
    // @ts-expect-error a wait begins with the ticket or with the requester's message
    weighted({ levels, waiting: { weight: 1, full: { hours: 1 }, since: 'assignment' } })
    // @ts-expect-error the levels have lowest scores
    weighted({ levels: ['hot', 'cold'], impact })
  })
})
