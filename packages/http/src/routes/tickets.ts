import * as z from 'zod'
import { sealedPage } from '../handler/pages.js'
import { defineRoute, ticketCommand } from '../route/define-route.js'
import { newTicket } from '../schema/new-ticket.js'
import { page, sorting, where } from '../schema/query.js'
import { ticketSchema } from '../schema/ticket-schema.js'
import { fields, instant, pageOf, subject } from '../schema/values.js'

const change = z.strictObject({ subject: subject.exactOptional(), fields: fields.exactOptional() })

/** Tickets: begin, read, list, change. */
export const ticketRoutes = [
  ticketCommand('tickets', {
    id: 'createTicket',
    on: 'POST /tickets',
    access: 'create',
    serves: ['create'],
    summary: 'Begins a ticket.',
    body: newTicket,
    status: 201,
    unversioned: true,
    run: ({ desk, body, options }) => desk.create(body, options),
  }),
  defineRoute('tickets', {
    id: 'listTickets',
    on: 'GET /tickets',
    access: 'read',
    serves: ['list'],
    summary: 'A page of the tickets in reach.',
    query: z.strictObject({ where: where.exactOptional(), ...sorting, ...page }),
    success: { status: 200, body: pageOf(ticketSchema) },
    cost: 3,
    run: async (input) => {
      const { after, ...query } = input.query
      return { body: await sealedPage(input, after, (place) => input.desk.list({ ...query, ...place })) }
    },
  }),
  defineRoute('tickets', {
    id: 'getTicket',
    on: 'GET /tickets/:ticketId',
    access: 'read',
    serves: ['get'],
    summary: 'A ticket, as it is or as it was at an instant.',
    query: z.strictObject({ at: instant.exactOptional() }),
    success: { status: 200, body: ticketSchema, shows: 'version' },
    run: async ({ desk, params, query }) => {
      const ticket = await desk.get(params.ticketId, query)
      return { body: ticket, version: ticket.version }
    },
  }),
  ticketCommand('tickets', {
    id: 'updateTicket',
    on: 'PATCH /tickets/:ticketId',
    access: 'update',
    serves: ['update'],
    summary: 'Changes the subject and fields; null removes a field.',
    body: change,
    run: ({ desk, params, body, options }) => desk.update(params.ticketId, body, options),
  }),
  ticketCommand('tickets', {
    id: 'eraseTicket',
    on: 'POST /tickets/:ticketId/erasure',
    access: 'erase',
    serves: ['erase'],
    summary: 'Overwrites what persons wrote in the ticket; its events stay.',
    run: ({ desk, params, options }) => desk.erase(params.ticketId, options),
  }),
  ticketCommand('tickets', {
    id: 'archiveTicket',
    on: 'PUT /tickets/:ticketId/archive',
    access: 'archive',
    serves: ['archive'],
    summary: 'Puts a ticket that is over out of the lists.',
    run: ({ desk, params, options }) => desk.archive(params.ticketId, options),
  }),
  ticketCommand('tickets', {
    id: 'unarchiveTicket',
    on: 'DELETE /tickets/:ticketId/archive',
    access: 'archive',
    serves: ['unarchive'],
    summary: 'Brings an archived ticket back into the lists.',
    run: ({ desk, params, options }) => desk.unarchive(params.ticketId, options),
  }),
]
