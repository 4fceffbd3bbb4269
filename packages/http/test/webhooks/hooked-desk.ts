import {
  createDesk,
  type Desk,
  defaultAccess,
  defineDesk,
  type Store,
  supportWorkflow,
  TICKET_EVENT_TYPES,
} from '@docket/core'
import { type ManualClock, manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryFileStore } from '@docket/files'
import * as z from 'zod'
import { type WebhookSeams, type WebhooksOptions, webhooksWith } from '../../src/webhooks/webhooks.js'
import { LOOPBACK, WEBHOOK_SECRET } from './webhook-world.js'

/** The desk of these tests: all that happens is sent. */
export const hookedDefinition = defineDesk({
  fields: z.object({ order: z.string().optional(), phone: z.string().optional() }),
  personal: ['phone'],
  workflows: [supportWorkflow],
  access: defaultAccess(),
  effects: { webhooks: { on: TICKET_EVENT_TYPES } },
})

/** A store with a clock that is moved by hand. */
export type NewStore = (clock: ManualClock) => Promise<Store>

/** A desk that sends for itself, in time that is moved by hand. */
export async function hookedDesk(newStore: NewStore, options: Partial<WebhooksOptions> = {}, seams: WebhookSeams = {}) {
  const clock = manualClock(new Date('2025-03-03T09:00:00Z'))
  const store = await newStore(clock)
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const sender = webhooksWith(
    { secret: WEBHOOK_SECRET, store, clock, onError, ...LOOPBACK.options, ...options },
    { ...LOOPBACK.seams, ...seams },
  )
  const desk = (await createDesk(hookedDefinition, {
    store,
    clock,
    ids: sequentialIds('id'),
    random: seededRandom(11),
    files: memoryFileStore(),
    effects: { webhooks: sender },
    onError,
  })) as unknown as Desk
  const as = (type: string, id = `${type}1`) => desk.as({ tenant: 'acme', actor: { type, id } })
  const admin = as('admin')
  const put = (id: string, port: number) => admin.webhooks.put({ id, url: `https://${id}.hooks.example:${port}/in` })
  /** Works until nothing is due, then goes on in time, so often. */
  const pass = async (times: number, ms: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      await desk.system.tick()
      clock.advance({ seconds: ms / 1_000 })
    }
    await desk.system.tick()
  }
  return { clock, store, desk, as, admin, put, pass, errors }
}

/** What happens to a ticket in an ordinary life; its id. */
export async function ordinaryLife(as: Awaited<ReturnType<typeof hookedDesk>>['as'], canary = ''): Promise<string> {
  for (const one of ['a1', 'a2']) await as('admin').directory.putAgent({ id: one, name: `Ada${canary}` })
  const [customer, agent] = [as('requester', 'c1'), as('agent', 'a1')]
  const { id } = await customer.create({
    subject: `Lamp${canary}`,
    body: `It flickers${canary}`,
    fields: { order: 'o1', phone: `+49 30 1${canary}` },
  })
  const { id: file } = await customer.upload({
    name: `lamp${canary}.png`,
    type: 'image/png',
    bytes: new TextEncoder().encode(`x${canary}`),
  })
  await customer.reply(id, { body: `Here it is${canary}`, attachments: [file] })
  await agent.note(id, { body: `He called before${canary}`, mentions: ['a2'] })
  await agent.tag(id, { add: ['lamp'] })
  await as('admin').assign(id, { agent: 'a1' })
  await agent.reply(id, { body: `We look at it${canary}` })
  await agent.update(id, { subject: `Lamp flickers${canary}`, fields: { phone: `+49 30 2${canary}` } })
  await agent.request(id, { to: { agent: 'a2' }, question: `Is it ours?${canary}` })
  await agent.send(id, { type: 'solve', reason: `It was the switch${canary}` })
  await customer.rate(id, { score: 5, comment: `Thank you${canary}` })
  return id
}
