import { describe, test } from 'vitest'
import * as z from 'zod'
import {
  type ActorDesk,
  type DeskShapeOf,
  defaultAccess,
  defineDesk,
  defineRouting,
  leastLoad,
  type PolicyFields,
  type PolicyTicket,
  scored,
  supportWorkflow,
} from '../index.js'

const fields = z.object({ amount: z.number().optional(), severity: z.enum(['low', 'high']).default('low') })
type Fields = PolicyFields<z.output<typeof fields>>
const shop = defineDesk({ fields, workflows: [supportWorkflow], access: defaultAccess() })

declare const lead: ActorDesk<DeskShapeOf<typeof shop>>
type Change = Parameters<typeof lead.rehearse>[0]['change']
const rehearsed = (change: Change) => lead.rehearse({ since: new Date(0), until: new Date(1), change })

describe('a rehearsal takes as a change', () => {
  // Guards that the same value goes live later: a field without a default is undefined to a policy, not left out.
  test('the routing that the desk takes, by the same fields', () => {
    const routing = defineRouting<Fields>({
      id: 'own',
      requires: ({ fields: { amount } }) => ({ authority: amount ?? 0 }),
      tiers: [{ when: { fields: { severity: 'high' } }, by: [leastLoad()] }],
    })
    defineDesk({ fields, workflows: [supportWorkflow], access: defaultAccess(), routing })
    void rehearsed({ routing })
    void rehearsed({
      routing: { id: 'own', requires: ({ fields: { amount = 0 } }) => ({ authority: amount }), tiers: [] },
    })
    const other = defineRouting<{ readonly colour: string }>({ id: 'other', tiers: [{ by: [leastLoad()] }] })
    // @ts-expect-error a field that the desk does not have
    void rehearsed({ routing: other })
  })

  test('the priority that the desk takes, with levels of its own', () => {
    const levels = { hot: 10, cold: 0 }
    const score = ({ fields: { amount } }: PolicyTicket<Fields>) => ({ score: amount ?? 0, reasons: [] })
    void rehearsed({ priority: scored({ id: 'own', levels, score }) })
    const by = ({ fields: { colour } }: PolicyTicket<{ readonly colour: number }>) => ({ score: colour, reasons: [] })
    // @ts-expect-error a field that the desk does not have
    void rehearsed({ priority: scored({ id: 'own', levels, score: by }) })
  })
})
