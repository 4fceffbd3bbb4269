import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import {
  byRating,
  type Candidate,
  type DefinedRouting,
  defaultAccess,
  defineDesk,
  defineRouting,
  leastLoad,
  matrix,
  type PolicyTicket,
  type RankContext,
  type RoutingStrategy,
  skillsMatch,
  supportWorkflow,
  type TeamChooser,
} from '../index.js'

const fields = z.object({
  severity: z.enum(['low', 'high']).default('low'),
  amount: z.number().optional(),
  phone: z.string().optional(),
})
type Fields = z.output<typeof fields>
const priority = matrix({
  impact: 'severity',
  urgency: 'amount',
  levels: ['hot', 'cold'],
  table: {},
  otherwise: 'cold',
})
const base = { fields, workflows: [supportWorkflow], access: defaultAccess(), priority } as const
const tiers = [{ by: [leastLoad()] }] as const

describe('tiers given to a desk', () => {
  test('know its fields and levels wherever they stand', () => {
    defineDesk({
      ...base,
      indexed: ['severity'],
      routing: {
        id: 'own',
        requires: (ticket) => {
          expectTypeOf(ticket.fields.severity).toEqualTypeOf<'low' | 'high'>()
          expectTypeOf(ticket.fields.amount).toEqualTypeOf<number | undefined>()
          return { authority: ticket.fields.amount ?? 0, skills: { law: 2 }, languages: ['zh'] }
        },
        team: ({ fields: { severity }, subject }) => {
          expectTypeOf(severity).toEqualTypeOf<'low' | 'high'>()
          expectTypeOf(subject).toEqualTypeOf<string | null>()
          return { team: null, confidence: 0, reasons: [] }
        },
        tiers: [
          {
            name: 'hot',
            when: { priority: 'hot', fields: { severity: 'high', amount: { atLeast: 5 } } },
            ifSaturated: 0.8,
            teams: ['night'],
            by: [
              skillsMatch({ prefer: 'closest' }),
              {
                id: 'near',
                rank: (ticket, candidate, context) => {
                  expectTypeOf(ticket.fields.amount).toEqualTypeOf<number | undefined>()
                  expectTypeOf(candidate).toEqualTypeOf<Candidate>()
                  expectTypeOf(context).toEqualTypeOf<RankContext>()
                  return -candidate.load
                },
              },
            ],
          },
          { by: [byRating(), leastLoad()] },
        ],
        offer: { minutes: 2 },
        handsBack: { not: { priority: 'cold' } },
      },
    })
  })

  test('name only what the desk has', () => {
    defineDesk({
      ...base,
      // @ts-expect-error no such field, where a ticket requires something
      routing: { id: 'own', requires: (ticket) => ({ authority: ticket.fields.colour }), tiers },
    })
    defineDesk({
      ...base,
      // @ts-expect-error no such field, in a strategy of one's own
      routing: { id: 'own', tiers: [{ by: [{ id: 'near', rank: (ticket) => ticket.fields.colour }] }] },
    })
    defineDesk({
      ...base,
      // @ts-expect-error no such field, in a condition
      routing: { id: 'own', tiers: [{ when: { fields: { colour: 'red' } }, by: [leastLoad()] }] },
    })
    defineDesk({
      ...base,
      // @ts-expect-error a level of another desk
      routing: { id: 'own', tiers: [{ when: { priority: 'urgent' }, by: [leastLoad()] }] },
    })
    defineDesk({
      ...base,
      // @ts-expect-error a level of another desk
      routing: { id: 'own', tiers, handsBack: { priority: 'urgent' } },
    })
    const named = defineRouting<Fields>({ id: 'own', tiers })
    // @ts-expect-error the desk has no fields at all
    defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), routing: named })
  })
})

describe('tiers by themselves', () => {
  test('know the fields that are named', () => {
    const named = defineRouting<Fields>({
      id: 'own',
      requires: (ticket) => ({ authority: ticket.fields.amount ?? 0 }),
      tiers: [
        {
          when: { fields: { severity: 'high' } },
          by: [{ id: 'near', rank: (ticket) => ticket.fields.amount ?? 0 }, leastLoad()],
        },
      ],
    })
    expectTypeOf(named).toEqualTypeOf<DefinedRouting<Fields>>()
    defineDesk({ ...base, routing: named })
    const wrong = (ticket: PolicyTicket<Fields>) => {
      // @ts-expect-error no such field
      return { authority: ticket.fields.colour }
    }
    void wrong
    // @ts-expect-error no such field, in a condition
    defineRouting<Fields>({ id: 'own', tiers: [{ when: { fields: { colour: 'red' } }, by: [leastLoad()] }] })
  })

  test('know them by the type of the function’s ticket', () => {
    const requires = (ticket: PolicyTicket<Fields>) => ({ authority: ticket.fields.amount ?? 0 })
    defineDesk({ ...base, routing: defineRouting({ id: 'own', requires, tiers }) })
    const other = (ticket: PolicyTicket<{ readonly amount: string }>) => ({ languages: [ticket.fields.amount] })
    // @ts-expect-error the desk's field is a number
    defineDesk({ ...base, routing: defineRouting({ id: 'own', requires: other, tiers }) })
    const chooser: TeamChooser<{ readonly city: string }> = () => ({ team: null, confidence: 0, reasons: [] })
    // @ts-expect-error the desk has no such field
    defineDesk({ ...base, routing: defineRouting({ id: 'own', team: chooser, tiers }) })
  })

  test('know none unless they are named', () => {
    // @ts-expect-error nothing says which fields the ticket has
    defineRouting({ id: 'own', requires: (ticket) => ({ authority: ticket.fields.amount }), tiers })
    const plain = defineRouting({ id: 'own', requires: ({ channel }) => ({ skills: { [channel]: 1 } }), tiers })
    defineDesk({ ...base, routing: plain })
    defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), routing: plain })
  })

  test('are complete', () => {
    // @ts-expect-error no tiers
    defineRouting({ id: 'own' })
    // @ts-expect-error no id
    defineRouting({ tiers })
    // @ts-expect-error a tier that does not say by what
    defineRouting({ id: 'own', tiers: [{ name: 'x' }] })
    // @ts-expect-error a strategy that is not called
    defineRouting({ id: 'own', tiers: [{ by: [leastLoad] }] })
    // @ts-expect-error a rank that is no number
    defineRouting({ id: 'own', tiers: [{ by: [{ id: 'x', rank: () => '1' }] }] })
    // @ts-expect-error a span is no number
    defineRouting({ id: 'own', tiers, offer: 60_000 })
    // @ts-expect-error there is no such requirement
    defineRouting({ id: 'own', tiers, requires: () => ({ skill: { law: 1 } }) })
    // @ts-expect-error a promise
    defineRouting({ id: 'own', tiers, requires: async () => ({}) })
    // @ts-expect-error a team without saying how sure and why
    defineRouting({ id: 'own', tiers, team: () => ({ team: 'x' }) })
    // @ts-expect-error there is no such preference
    skillsMatch({ prefer: 'cheapest' })
  })
})

test('every strategy is a policy for any desk', () => {
  expectTypeOf(leastLoad()).toEqualTypeOf<RoutingStrategy>()
  defineDesk({ ...base, routing: leastLoad() })
  defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), routing: byRating() })
})
