import { createDesk, defaultAccess, defineDesk, defineWorkflow, leastLoad, type Store } from '@docket/core'
import * as z from 'zod'

/** A workflow whose first state has a time limit, and whose two working states lead back and forth. */
const serviceWorkflow = defineWorkflow({
  id: 'service',
  version: 1,
  initial: 'new',
  states: {
    new: {
      tags: ['open'],
      on: { start: 'inProgress', close: 'closed' },
      timeout: { after: { days: 1 }, send: 'start' },
    },
    inProgress: { tags: ['open'], on: { order: 'waiting', solve: 'solved', close: 'closed' } },
    waiting: { tags: ['waiting', 'sla-paused'], on: { deliver: 'inProgress' } },
    solved: { tags: ['solved'], on: { reopen: 'inProgress', close: 'closed' } },
    closed: { tags: ['terminal'], on: { reopen: 'inProgress' } },
  },
})

const definition = {
  fields: z.object({ product: z.string(), order: z.string(), amount: z.number() }),
  indexed: ['order', 'amount'],
  workflows: [serviceWorkflow],
  access: defaultAccess(),
  effects: { notify: { on: ['ticket.created', 'ticket.transitioned'] } },
} as const

const plain = defineDesk(definition)
const routed = defineDesk({ ...definition, routing: leastLoad() })
const effects = { notify: async () => {} }

/** The fields that the desk's lists can be filtered by. */
export const indexedFields = [
  { name: 'order', type: 'text' },
  { name: 'amount', type: 'number' },
] as const

const TENANT = 'acme'
const agent = { tenant: TENANT, actor: { type: 'agent', id: 'a7' } }

/** The desk as an agent, on a store: each new ticket brings an event, an outbox message and a timer. */
export async function serviceDesk(store: Store) {
  return (await createDesk(plain, { store, effects })).as(agent)
}

/** The same desk as the one who imports. */
export async function importingDesk(store: Store) {
  return (await createDesk(plain, { store, effects })).as({
    tenant: TENANT,
    actor: { type: 'service', id: 'importer' },
  })
}

/** The same desk with ten agents and immediate assignment. */
export async function routedDesk(store: Store) {
  const desk = await createDesk(routed, { store, effects })
  const admin = desk.as({ tenant: TENANT, actor: { type: 'admin', id: 'root' } })
  for (let number = 1; number <= 10; number += 1)
    await admin.directory.putAgent({ id: `a${number}`, name: `Agent ${number}` })
  return desk.as(agent)
}

/** What the agent creates. */
export function serviceTicket(number: number) {
  return {
    subject: `The lamp of order ${number} hums at night`,
    requester: { id: `customer-${number % 5_000}`, locale: 'en' },
    tags: ['lamps'],
    fields: { product: 'lamp', order: `order-${number}`, amount: number % 97 },
  }
}
