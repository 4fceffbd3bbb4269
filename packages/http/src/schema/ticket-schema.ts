import * as z from 'zod'
import { actor, reason, time } from './values.js'

const when = time.nullable()
const external = z.strictObject({ source: z.string(), id: z.string() }).nullable()

/** A ticket as answers give it. */
export const ticketSchema = z
  .looseObject({
    id: z.string(),
    version: z.int(),
    workflow: z.string(),
    workflowVersion: z.int(),
    state: z.string(),
    stateSince: time,
    phase: z.enum(['open', 'waiting', 'solved', 'terminal']),
    subject: z.string().nullable(),
    requester: z.looseObject({ id: z.string() }),
    channel: z.string(),
    category: z.string().nullable(),
    priority: z.string(),
    team: z.string().nullable(),
    assignee: z.string().nullable(),
    offer: z.strictObject({ agent: z.string(), until: time }).nullable(),
    pinned: z.boolean(),
    inputs: z.record(z.string(), z.number()),
    tags: z.array(z.string()),
    watchers: z.array(z.string()),
    links: z.array(z.looseObject({ ticketId: z.string(), kind: z.string() })),
    fields: z.record(z.string(), z.json()),
    external,
    createdAt: time,
    updatedAt: time,
    firstResponseAt: when,
    solvedAt: when,
    reopenings: z.int(),
    sla: z.looseObject({}).nullable(),
    expected: z.looseObject({}),
  })
  .meta({ id: 'Ticket' })

export { actor, external, reason, when }
