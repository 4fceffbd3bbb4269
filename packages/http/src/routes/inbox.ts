import * as z from 'zod'
import { sealedPage } from '../handler/pages.js'
import { defineRoute } from '../route/define-route.js'
import { flag, page } from '../schema/query.js'
import { data, pageOf, time, when } from '../schema/values.js'

const item = z
  .strictObject({ id: z.string(), ticketId: z.string(), kind: z.string(), data, createdAt: time, readAt: when })
  .meta({ id: 'InboxItem' })

/** What whoever asks was notified of. */
export const inboxRoutes = [
  defineRoute('inbox', {
    id: 'listInbox',
    on: 'GET /inbox',
    access: 'readInbox',
    serves: ['inbox.list'],
    summary: 'What one was notified of, the latest first.',
    query: z.strictObject({ unreadOnly: flag.exactOptional(), ...page }),
    success: { status: 200, body: pageOf(item) },
    run: async (input) => {
      const { after, ...query } = input.query
      return { body: await sealedPage(input, after, (place) => input.desk.inbox.list({ ...query, ...place })) }
    },
  }),
  defineRoute('inbox', {
    id: 'markRead',
    on: 'POST /inbox/read',
    access: 'readInbox',
    serves: ['inbox.markRead'],
    summary: "Marks as read, and says how many were not before; others' are passed over.",
    // Longer than other ids: it is made of what it tells of.
    body: z.strictObject({
      ids: z.array(z.string().min(1).max(2_000).meta({ 'x-docket-id': 'notification' })).max(1_000),
    }),
    success: { status: 200, body: z.strictObject({ marked: z.int() }) },
    run: async ({ desk, body }) => ({ body: { marked: await desk.inbox.markRead(body.ids) } }),
  }),
]
