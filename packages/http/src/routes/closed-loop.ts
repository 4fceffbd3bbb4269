import * as z from 'zod'
import { ticketCommand } from '../route/define-route.js'
import { body } from '../schema/values.js'

/** How a ticket comes to its end: call-backs, ratings, urging. */
export const closedLoopRoutes = [
  ticketCommand('closed loop', {
    id: 'recordCallBack',
    on: 'POST /tickets/:ticketId/call-backs',
    access: 'recordCallBack',
    serves: ['recordCallBack'],
    summary: 'Records that somebody tried to reach the requester for a confirmation; the note is internal.',
    body: z.strictObject({ outcome: z.enum(['confirmed', 'refused', 'unreached']), note: body.exactOptional() }),
    run: ({ desk, params, body, options }) => desk.recordCallBack(params.ticketId, body, options),
  }),
  ticketCommand('closed loop', {
    id: 'rateTicket',
    on: 'PUT /tickets/:ticketId/rating',
    access: 'rate',
    serves: ['rate'],
    summary: 'Rates how the ticket was solved, from 1 (bad) to 5; again, it replaces the rating.',
    body: z.strictObject({ score: z.literal([1, 2, 3, 4, 5]), comment: body.exactOptional() }),
    run: ({ desk, params, body, options }) => desk.rate(params.ticketId, body, options),
  }),
  ticketCommand('closed loop', {
    id: 'nudge',
    on: 'POST /tickets/:ticketId/nudges',
    access: 'nudge',
    serves: ['nudge'],
    summary: 'Urges: whoever has the ticket is told, later also the leads.',
    body: z.strictObject({ message: body.exactOptional() }),
    run: ({ desk, params, body, options }) => desk.nudge(params.ticketId, body, options),
  }),
]
