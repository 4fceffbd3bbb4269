import { createDesk, type Desk, defaultAccess, defineDesk, leastLoad, matrix, type Store } from '@docket/core'
import * as z from 'zod'
import { answered, hasTeam, incidentWorkflow } from './step/incident-workflow.js'

const fields = z.object({
  product: z.string(),
  order: z.string(),
  amount: z.number(),
  affected: z.enum(['one', 'many']),
})

const common = {
  fields,
  indexed: ['order', 'amount'],
  workflows: [incidentWorkflow],
  guards: [hasTeam, answered],
  access: defaultAccess(),
} as const

const effects = { mail: async () => {}, page: async () => {} }

/** The desk of the benchmarks, without policies: what a command costs at least. */
export const plainDesk = defineDesk(common)

const fullDesk = defineDesk({
  ...common,
  priority: matrix({
    impact: 'affected',
    urgency: 'product',
    levels: ['urgent', 'high', 'normal', 'low'],
    table: { many: { lamp: 'high' }, one: { lamp: 'normal' } },
    otherwise: 'low',
  }),
  routing: leastLoad(),
})

/** The plain desk, running. */
export type PlainDesk = Desk<NonNullable<(typeof plainDesk)['$types']>>

/** Runs the plain desk on a store. */
export const runPlainDesk = (store: Store): Promise<PlainDesk> => createDesk(plainDesk, { store, effects })

/** Runs the desk with a priority matrix and routing by least load on a store, with ten agents at work. */
export async function runFullDesk(store: Store) {
  const desk = await createDesk(fullDesk, { store, effects })
  const admin = desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } })
  for (let number = 1; number <= 10; number += 1)
    await admin.directory.putAgent({ id: `a${number}`, name: `Agent ${number}` })
  return desk
}

/** The tenant and agent of the benchmarks. */
export const agentAtAcme = { tenant: 'acme', actor: { type: 'agent', id: 'a7' } }

/** What the agent creates. */
export function newTicket(number: number) {
  return {
    subject: `The lamp of order ${number} hums at night`,
    requester: { id: `customer-${number % 5_000}`, locale: 'en' },
    tags: ['lamps'],
    fields: { product: 'lamp', order: `order-${number}`, amount: number % 97, affected: 'one' as const },
  }
}

/** The events that bring a new ticket to `inProgress`, without a team and without effects. */
export const opening = ['reject', 'reopen'] as const

/** The events that an agent can send in turns to a ticket in progress, for ever, without effects. */
export const backAndForth = ['order', 'deliver'] as const
