import {
  type ActorReference,
  DocketError,
  type Instant,
  type NotificationQuery,
  type NotificationRecord,
} from '@docket/core/store'
import { copyNotification } from './copy.js'
import { compareNotifications, NotificationList } from './notification-list.js'
import { type Inbox, type Kept, keyOf, type Spaces, type TenantSpace } from './space.js'

/**
 * Keeps notifications that are not there yet.
 *
 * @throws DocketError `INTERNAL` when one is of a ticket that its tenant does not have; then none is kept
 */
export function putNotifications(spaces: Spaces, given: readonly NotificationRecord[]): void {
  for (const { tenant, ticketId, id } of given) {
    if (spaces.find(tenant)?.ticket(ticketId)) continue
    throw new DocketError(
      'INTERNAL',
      `The notification ${id} is of the ticket ${ticketId}, which does not exist. None was kept; commit the ticket first.`,
    )
  }
  for (const one of given) {
    const space = spaces.open(one.tenant)
    if (space.notifications.has(one.id)) continue
    const notification: Kept<NotificationRecord> = copyNotification(one)
    space.notifications.set(one.id, notification)
    const inbox = openInbox(space, one.recipient)
    inbox.all.add(notification)
    if (notification.readAt === null) inbox.unread.add(notification)
  }
}

/** A page of notifications to any of the recipients, the latest first. */
export function pageOfNotifications(space: TenantSpace, query: NotificationQuery): NotificationRecord[] {
  const { after, limit, unreadOnly } = query
  return inboxesOf(space, query.recipients)
    .flatMap(({ all, unread }) => (unreadOnly ? unread : all).pageBefore(after, limit))
    .sort((a, b) => compareNotifications(b, a))
    .slice(0, limit)
    .map(copyNotification)
}

/** Marks as read those of the notifications that are to the recipients and unread; returns how many. */
export function markNotificationsRead(
  space: TenantSpace,
  recipients: readonly ActorReference[],
  ids: readonly string[],
  readAt: Instant,
): number {
  const own = new Set(inboxesOf(space, recipients))
  let marked = 0
  for (const id of ids) {
    const notification = space.notifications.get(id)
    if (notification === undefined || notification.readAt !== null) continue
    const inbox = space.inboxes.get(inboxKey(notification.recipient))
    if (inbox === undefined || !own.has(inbox)) continue
    notification.readAt = readAt
    inbox.unread.remove(notification)
    marked += 1
  }
  return marked
}

/** Removes notifications of all tenants that were made before the instant; returns how many. */
export function forgetNotifications(spaces: Spaces, before: Instant): number {
  let forgotten = 0
  for (const space of spaces.all()) {
    for (const { all, unread } of space.inboxes.values()) {
      unread.takeBefore(before)
      for (const { id } of all.takeBefore(before)) if (space.notifications.delete(id)) forgotten += 1
    }
  }
  return forgotten
}

const inboxKey = ({ type, id }: ActorReference): string => keyOf(type, id)

function inboxesOf(space: TenantSpace, recipients: readonly ActorReference[]): Inbox[] {
  return [...new Set(recipients.map(inboxKey))].flatMap((key) => space.inboxes.get(key) ?? [])
}

function openInbox(space: TenantSpace, recipient: ActorReference): Inbox {
  const key = inboxKey(recipient)
  const inbox = space.inboxes.get(key) ?? { all: new NotificationList(), unread: new NotificationList() }
  space.inboxes.set(key, inbox)
  return inbox
}
