import type { Instant, NotificationQuery, NotificationRecord } from '@docket/core/store'
import type { Kept } from './space.js'
import { compareTexts } from './text-order.js'

/** A place in the order of notifications. */
export type NotificationPlace = NonNullable<NotificationQuery['after']>

/** The order of notifications, the earliest first. */
export function compareNotifications(a: NotificationPlace, b: NotificationPlace): number {
  return a.createdAt - b.createdAt || compareTexts(a.id, b.id)
}

/** Notifications in order, from which a page is taken without looking at the others. */
export class NotificationList {
  #items: Kept<NotificationRecord>[] = []

  add(notification: Kept<NotificationRecord>): void {
    this.#items.splice(this.#placeOf(notification), 0, notification)
  }

  remove(notification: NotificationRecord): void {
    const place = this.#placeOf(notification)
    if (this.#items[place] === notification) this.#items.splice(place, 1)
  }

  /** The last notifications before a place, the latest last. */
  pageBefore(end: NotificationPlace | null, limit: number): readonly NotificationRecord[] {
    const place = end === null ? this.#items.length : this.#placeOf(end)
    return this.#items.slice(Math.max(0, place - limit), place)
  }

  /** Takes out those made before the instant. */
  takeBefore(instant: Instant): readonly NotificationRecord[] {
    // No id comes before the empty one.
    return this.#items.splice(0, this.#placeOf({ createdAt: instant, id: '' }))
  }

  /** How many come before the place. */
  #placeOf(place: NotificationPlace): number {
    let [low, high] = [0, this.#items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const item = this.#items[middle]
      if (item !== undefined && compareNotifications(item, place) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
