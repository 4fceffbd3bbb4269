import type { Store } from '../store/port.js'
import type { NotificationRecord } from '../store/record-types.js'

/** Something that somebody is to know of, without anything personal in it. */
export type Notification = Omit<NotificationRecord, 'readAt'>

/**
 * Tells people: a port. The desk gives it what reminders and ladders say; it may be given the same notification again,
 * under the same id, after a failure.
 */
export interface Notifier {
  /** Tells one recipient each; rejects when it could not, and is then asked again later. */
  notify(notifications: readonly Notification[]): Promise<void>
}

/**
 * The notifier that keeps notifications in the store, for the desk's own inbox: what a desk has if it is given none.
 *
 * @example
 * ```ts
 * import { inboxNotifier, type Notifier } from '@docket/core'
 *
 * const inbox = inboxNotifier(store)
 * export const notifier: Notifier = {
 *   async notify(notifications) {
 *     await inbox.notify(notifications)
 *     for (const { id, recipient, kind } of notifications) console.log(id, recipient.id, kind)
 *   },
 * }
 * ```
 */
export function inboxNotifier(store: Pick<Store, 'putNotifications'>): Notifier {
  return {
    notify: (notifications) => store.putNotifications(notifications.map((one) => ({ ...one, readAt: null }))),
  }
}
