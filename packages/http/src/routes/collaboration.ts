import * as z from 'zod'
import { defineRoute, ticketCommand } from '../route/define-route.js'
import { messageSchema, requestSchema } from '../schema/ticket-schema.js'
import { attachments, body, idOf, instant, name } from '../schema/values.js'

const number = z.number().min(0).exactOptional()
const due = z.union([
  z.strictObject({ at: instant }),
  z.strictObject({
    within: z.strictObject({ hours: number, minutes: number, seconds: number }),
    calendar: name.exactOptional(),
  }),
])

/** Questions to others within a ticket. */
export const collaborationRoutes = [
  defineRoute('collaboration', {
    id: 'askRequest',
    on: 'POST /tickets/:ticketId/requests',
    access: 'request',
    serves: ['request'],
    summary: 'Asks a team or an agent something within the ticket.',
    body: z.strictObject({
      to: z.union([z.strictObject({ team: idOf('team') }), z.strictObject({ agent: idOf('agent') })]),
      question: body,
      due: due.exactOptional(),
      attachments: attachments.exactOptional(),
    }),
    success: { status: 201, body: requestSchema },
    keyed: true,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({ body: await desk.request(params.ticketId, body, options) }),
  }),
  defineRoute('collaboration', {
    id: 'answerRequest',
    on: 'POST /tickets/:ticketId/requests/:requestId/answers',
    access: 'note',
    serves: ['answer'],
    summary: 'Answers a request by a note, which closes it.',
    body: z.strictObject({ body, attachments: attachments.exactOptional() }),
    success: { status: 201, body: messageSchema },
    keyed: true,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({
      body: await desk.answer(params.ticketId, { request: params.requestId, ...body }, options),
    }),
  }),
  ticketCommand('collaboration', {
    id: 'withdrawRequest',
    on: 'DELETE /tickets/:ticketId/requests/:requestId',
    access: 'request',
    serves: ['withdrawRequest'],
    summary: 'Takes back a request that nobody has answered.',
    run: ({ desk, params, options }) => desk.withdrawRequest(params.ticketId, { request: params.requestId }, options),
  }),
]
