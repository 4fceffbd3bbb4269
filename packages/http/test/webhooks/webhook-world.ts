import { createDesk, type Desk, defaultAccess, defineDesk, type EffectMessage, supportWorkflow } from '@docket/core'
import { manualClock, sequentialIds } from '@docket/core/testing'
import { type MemoryStore, memoryStore } from '@docket/store-memory'
import * as z from 'zod'
import { type WebhookSeams, type WebhooksOptions, webhooksWith } from '../../src/webhooks/webhooks.js'
import { CERTIFICATE } from './certificate.js'

/** The sender's secret in tests. */
export const WEBHOOK_SECRET = 'vD8sKq2LxW5nTz1RjY7bHc4MfP9gUa3E'

/** The desk of these tests. */
const hookDesk = defineDesk({
  fields: z.object({ order: z.string().optional(), phone: z.string().optional() }),
  personal: ['phone'],
  workflows: [supportWorkflow],
  // The sender is called by hand, with messages of these tests.
  effects: { webhooks: { on: ['ticket.erased'] } },
  access: defaultAccess(),
})

/** Names lead to the loopback, which is let through. */
export const LOOPBACK = {
  options: { allow: (address: string) => address === '127.0.0.1', ca: [CERTIFICATE] },
  seams: { resolve: async () => ['127.0.0.1'], random: () => 0 },
} satisfies { options: Partial<WebhooksOptions>; seams: WebhookSeams }

/** A desk with one ticket, and a sender on its store that is called by hand. */
export async function webhookWorld(options: Partial<WebhooksOptions> = {}, seams: WebhookSeams = {}) {
  const clock = manualClock(new Date('2025-03-03T09:00:00Z'))
  const store: MemoryStore = memoryStore({ clock })
  const errors: unknown[] = []
  const sender = webhooksWith(
    { secret: WEBHOOK_SECRET, store, clock, onError: (error) => errors.push(error), ...LOOPBACK.options, ...options },
    { ...LOOPBACK.seams, ...seams },
  )
  const effects = { webhooks: sender }
  const desk = (await createDesk(hookDesk, { store, clock, ids: sequentialIds('id'), effects })) as unknown as Desk
  const as = (type: string, id = `${type}1`) => desk.as({ tenant: 'acme', actor: { type, id } })
  const admin = as('admin')
  const { id: ticketId } = await as('requester', 'c1').create({ subject: 'Lamp' })

  /** What the outbox would hold for an event of the ticket: the first, if not said otherwise. */
  async function messageOf(seq = 1, attempt = 1, of = ticketId): Promise<EffectMessage> {
    const [event] = await store.history({ tenant: 'acme', ticketId: of, afterSeq: seq - 1, limit: 1 })
    if (!event) throw new Error(`There is no event ${seq}.`)
    const { type, occurredAt, actor, data } = event
    const id = `${of}.${seq}.webhooks`
    const told = { seq, type, occurredAt, actor, data }
    return { id, tenant: 'acme', effect: 'webhooks', ticketId: of, event: told, attempt }
  }

  /** Puts an endpoint whose receiver listens on a port. */
  const put = (id: string, port: number) => admin.webhooks.put({ id, url: `https://${id}.hooks.example:${port}/in` })

  return { clock, store, desk, sender, as, admin, ticketId, messageOf, put, errors }
}
