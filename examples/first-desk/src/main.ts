import { createDesk, defaultAccess, defineDesk, leastLoad, matrix, supportWorkflow } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import * as z from 'zod'

export const support = defineDesk({
  fields: z.object({
    severity: z.enum(['low', 'high']).default('low'),
    affected: z.enum(['one', 'many']).default('one'),
  }),
  workflows: [supportWorkflow],
  priority: matrix({
    impact: 'affected',
    urgency: 'severity',
    levels: ['urgent', 'high', 'normal', 'low'],
    table: { many: { high: 'urgent', low: 'high' }, one: { high: 'high', low: 'normal' } },
    otherwise: 'normal',
  }),
  routing: leastLoad(),
  access: defaultAccess(),
})

const desk = await createDesk(support, { store: memoryStore() })
const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a7' } })
const ticket = await agent.create({ subject: 'Screen broken', requester: { id: 'c42' }, fields: { severity: 'high' } })
await agent.reply(ticket.id, { body: 'A new one is on its way.' })
await agent.send(ticket.id, { type: 'solve' }) // only events of the workflow compile
console.dir(await agent.explain(ticket.id), { depth: null }) // why this priority, this assignee, these dates
