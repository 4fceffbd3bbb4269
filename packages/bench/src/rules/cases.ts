import { defaultAccess, defineDesk, type RuleSet, type RuleTrigger, type TicketView } from '@docket/core'
import { seededRandom, ticketRecord } from '@docket/core/testing'
import * as z from 'zod'
import { answered, hasTeam, incidentWorkflow } from '../step/incident-workflow.js'
import { type Shape, VALUES } from './shapes.js'

/** What sets the rules of a large desk off. */
export const TRIGGERS = [
  'ticket.created',
  'message.added',
  'ticket.transitioned',
  'ticket.assigned',
  'ticket.updated',
  'ticket.tagged',
  'ticket.categorized',
  'ticket.prioritized',
  'sla.breached',
  'stage.begun',
] as const satisfies readonly RuleTrigger[]

const fields = z.object({ product: z.string(), amount: z.number(), affected: z.enum(['one', 'many']) })

/** The rules of a desk with some conditions, set off by some events in turns. */
export function compiledRules(conditions: readonly Shape[], triggers: readonly RuleTrigger[]): RuleSet {
  const { model } = defineDesk({
    fields,
    workflows: [incidentWorkflow],
    guards: [hasTeam, answered],
    access: defaultAccess(),
    rules: conditions.map(({ when }, index) => {
      const on = triggers[index % triggers.length] ?? 'ticket.created'
      return { id: `rule-${index}`, on, when, do: [{ action: 'notify' as const, to: ['assignee' as const] }] }
    }),
  })
  return model.rules
}

/** Tickets of all sorts; the same in each run. */
export function ruledTickets(count: number): TicketView[] {
  const random = seededRandom(5)
  const any = <Value>(values: readonly Value[]): Value => values[Math.floor(random.next() * values.length)] as Value
  return Array.from({ length: count }, (_, number) =>
    ticketRecord({
      id: `t${number}`,
      priority: any(VALUES.levels),
      category: any(VALUES.categories),
      requester: { id: `c${number}`, tier: any(VALUES.tiers) },
      tags: VALUES.tags.filter(() => random.next() < 0.2),
      fields: {
        product: any(VALUES.products),
        amount: Math.floor(random.next() * 1_000),
        affected: random.next() < 0.3 ? 'many' : 'one',
      },
    }),
  )
}
