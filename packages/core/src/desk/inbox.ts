import * as z from 'zod'
import { EARLIEST_INSTANT, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { parseInput, text } from '../kernel/input.js'
import { inboxRecipients } from '../notify/inbox-recipients.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, NotificationRecord } from '../store/record-types.js'
import type { InboxDesk, InboxItem } from './actor-desk-types.js'

const listInput = z.strictObject({
  unreadOnly: z.boolean().default(false),
  limit: z.int().min(1).max(100).default(50),
  after: z.string().max(2_000).nullish(),
})
const itemId = text(2_000)
const ids = z.array(itemId).max(1_000)

/** The inbox of one actor. */
export function inboxDesk(runtime: Runtime, tenant: string, actor: ActorReference): InboxDesk {
  const { store, model, clock } = runtime
  const recipients = () => {
    authorize(model.access, actor, 'readInbox', null)
    return inboxRecipients(model.access, actor)
  }
  return {
    async list(page = {}) {
      const { unreadOnly, limit, after } = parseInput(listInput, page, 'inbox.list')
      const found = await store.notifications({
        tenant,
        recipients: recipients(),
        unreadOnly,
        limit: limit + 1,
        after: after ? readCursor(after) : null,
      })
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const whole = model.access.can(actor, 'readInternal', null).allow
      return {
        items: items.map((item) => presentItem(item, whole)),
        next: found.length > limit && last ? writeCursor(last) : null,
      }
    },
    async markRead(given) {
      return store.markNotificationsRead(tenant, recipients(), parseInput(ids, given, 'inbox.markRead'), clock.now())
    },
  }
}

/** An item; who may not see what is internal learns which event it is about, and no more of it. */
function presentItem(
  { id: itemId, ticketId, kind, data, createdAt, readAt }: NotificationRecord,
  whole: boolean,
): InboxItem {
  return {
    id: itemId,
    ticketId,
    kind,
    data: whole ? data : { seq: data['seq'] },
    createdAt: new Date(createdAt),
    readAt: readAt === null ? null : new Date(readAt),
  }
}

const cursor = z.tuple([z.literal('inbox'), z.int().min(EARLIEST_INSTANT).max(LATEST_INSTANT), itemId])

function writeCursor({ createdAt, id: last }: NotificationRecord): string {
  return Buffer.from(JSON.stringify(['inbox', createdAt, last])).toString('base64url')
}

function readCursor(text: string): { createdAt: number; id: string } {
  try {
    const [, createdAt, last] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { createdAt, id: last }
  } catch {
    throw new DocketError(
      'CURSOR_INVALID',
      'The cursor does not belong to the inbox. Give the `next` of the former page.',
    )
  }
}
