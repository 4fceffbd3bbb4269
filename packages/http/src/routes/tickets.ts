import * as z from 'zod'
import { readPage, writePage } from '../handler/pages.js'
import { defineRoute } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import { ticketSchema } from '../schema/ticket-schema.js'
import { after, id, instant, limit, pageOf } from '../schema/values.js'

const external = z.strictObject({ source: id, id })
const fields = z.record(z.string().max(200), z.json())
const newTicket = z.strictObject({
  subject: z.string().min(1).max(500),
  requester: z.strictObject({ id, tier: id.optional(), locale: id.optional() }).optional(),
  body: z.string().max(200_000).optional(),
  workflow: id.optional(),
  channel: id.optional(),
  category: id.optional(),
  priority: id.optional(),
  team: id.optional(),
  tags: z.array(id).max(100).optional(),
  attachments: z.array(id).max(20).optional(),
  external: external.optional(),
  fields: fields.optional(),
})
const change = z.strictObject({ subject: z.string().min(1).max(500).optional(), fields: fields.optional() })
const range = z.strictObject({ from: instant.optional(), before: instant.optional() })
const filter = z.strictObject({
  phase: z.union([id, z.array(id).max(4)]).optional(),
  workflow: id.optional(),
  state: id.optional(),
  requester: id.optional(),
  assignee: id.nullable().optional(),
  team: id.nullable().optional(),
  category: id.nullable().optional(),
  channel: id.optional(),
  priority: z.union([id, z.array(id).max(20)]).optional(),
  tag: id.optional(),
  watcher: id.optional(),
  archived: z.boolean().optional(),
  createdAt: range.optional(),
  updatedAt: range.optional(),
  dueAt: range.optional(),
  fields: fields.optional(),
})
const listQuery = z.strictObject({
  /** A filter as JSON. */
  where: z.string().max(8_000).transform(parsedJson).pipe(filter).optional(),
  sort: z.enum(['createdAt', 'updatedAt', 'priority', 'dueAt']).optional(),
  direction: z.enum(['asc', 'desc']).optional(),
  limit,
  after,
})

/** Tickets: begin, read, list, change. */
export const ticketRoutes: readonly Route[] = [
  defineRoute('tickets', {
    id: 'createTicket',
    on: 'POST /tickets',
    access: 'create',
    summary: 'Begins a ticket.',
    body: newTicket,
    success: { status: 201, body: ticketSchema },
    run: async ({ desk, body, options }) => {
      const ticket = await desk.create(body as never, options)
      return { body: ticket, version: ticket.version }
    },
  }),
  defineRoute('tickets', {
    id: 'listTickets',
    on: 'GET /tickets',
    access: 'read',
    summary: 'A page of the tickets in reach.',
    query: listQuery,
    success: { status: 200, body: pageOf(ticketSchema) },
    cost: 3,
    run: async (input) => {
      const page = await input.desk.list({ ...input.query, after: await readPage(input, 'listTickets') } as never)
      return { body: await writePage(input, 'listTickets', page) }
    },
  }),
  defineRoute('tickets', {
    id: 'getTicket',
    on: 'GET /tickets/:ticketId',
    access: 'read',
    summary: 'A ticket, as it is or as it was at an instant.',
    query: z.strictObject({ at: instant.optional() }),
    success: { status: 200, body: ticketSchema },
    run: async ({ desk, params, query }) => {
      const ticket = await desk.get(params['ticketId'] ?? '', query.at === undefined ? {} : { at: query.at })
      return { body: ticket, version: ticket.version }
    },
  }),
  defineRoute('tickets', {
    id: 'updateTicket',
    on: 'PATCH /tickets/:ticketId',
    access: 'update',
    summary: 'Changes the subject and fields; null removes a field.',
    body: change,
    success: { status: 200, body: ticketSchema },
    keyed: true,
    versioned: true,
    run: async ({ desk, params, body, options }) => {
      const ticket = await desk.update(params['ticketId'] ?? '', body as never, options)
      return { body: ticket, version: ticket.version }
    },
  }),
]

function parsedJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' })
    return z.NEVER
  }
}
