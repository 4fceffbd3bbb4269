import { LIMITS, type ThreadPage } from '@docket/core'
import * as z from 'zod'
import { closeCursor, openCursor } from '../handler/pages.js'
import { defineRoute, ticketCommand } from '../route/define-route.js'
import { page } from '../schema/query.js'
import { messageSchema } from '../schema/ticket-schema.js'
import { attachments, body, external, idOf, name, pageOf } from '../schema/values.js'

const message = z.strictObject({
  body,
  channel: name.exactOptional(),
  external: external.exactOptional(),
  attachments: attachments.exactOptional(),
  mentions: z.array(idOf('agent')).max(LIMITS.mentions).exactOptional(),
})

const note = message.extend({
  about: z
    .union([
      z.strictObject({ message: idOf('message') }),
      z.strictObject({ attachment: idOf('attachment') }),
      z.strictObject({ item: name }),
    ])
    .exactOptional(),
})

/** What people write in a ticket. */
export const messageRoutes = [
  defineRoute('messages', {
    id: 'listMessages',
    on: 'GET /tickets/:ticketId/messages',
    access: 'read',
    serves: ['thread'],
    summary: 'Messages, oldest first; notes only for those who may see them.',
    query: z.strictObject(page),
    success: { status: 200, body: pageOf(messageSchema) },
    run: async (input) => {
      const { after, ...query } = input.query
      // A place in one ticket is a number, in several a text; JSON keeps them apart.
      const place =
        after === undefined ? {} : { after: JSON.parse(await openCursor(input, after)) as ThreadPage['after'] }
      const { items, next } = await input.desk.thread(input.params.ticketId, { ...query, ...place } as ThreadPage)
      return { body: { items, next: next === null ? null : await closeCursor(input, JSON.stringify(next)) } }
    },
  }),
  defineRoute('messages', {
    id: 'reply',
    on: 'POST /tickets/:ticketId/messages',
    access: 'reply',
    serves: ['reply'],
    summary: 'Writes a public message.',
    body: message,
    success: { status: 201, body: messageSchema },
    keyed: true,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({ body: await desk.reply(params.ticketId, body, options) }),
  }),
  defineRoute('messages', {
    id: 'writeNote',
    on: 'POST /tickets/:ticketId/notes',
    access: 'note',
    serves: ['note'],
    summary: 'Writes a note that only the desk sees, if wanted about a message, a file or an item of the checklist.',
    body: note,
    success: { status: 201, body: messageSchema },
    keyed: true,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({ body: await desk.note(params.ticketId, body, options) }),
  }),
  ticketCommand('messages', {
    id: 'attachFile',
    on: 'POST /tickets/:ticketId/attachments',
    access: 'attach',
    serves: ['attach'],
    summary: 'Attaches an uploaded file, once.',
    body: z.strictObject({ attachmentId: idOf('attachment'), messageId: idOf('message').exactOptional() }),
    run: ({ desk, params, body, options }) => desk.attach(params.ticketId, body, options),
  }),
]
