import type { InboxItem, ListInput, Message, Page, Ticket } from '@docket/core'
import type { ClientParts } from './client-parts.js'
import { inPath } from './commands.js'
import type { LiveEvent } from './live.js'
import { type Observer, type Resource, resourceOf } from './observer.js'
import type { Entry, PendingCommand } from './outbox-types.js'
import { type ShownTimeline, shownThread, shownTicket, type ThreadMessage } from './shown.js'
import type { Wire } from './wire.js'

type WireTicket = Wire<Ticket>
type WireList = Wire<Page<Ticket, string>>
type Notices = Wire<Page<InboxItem, string>>
type Messages = readonly Wire<Message>[]

/** What is known of the desk, and kept up to date while somebody listens. */
export interface Cache {
  readonly ticket: (id: string) => Observer<WireTicket>
  readonly thread: (id: string) => Observer<readonly ThreadMessage[]>
  readonly timeline: (id: string) => Observer<ShownTimeline>
  readonly list: (query?: ListInput) => Observer<WireList>
  readonly notices: () => Observer<Notices>
  /** Notices were read, or there may be others. */
  noticed(): void
  /** Something has changed at the desk. */
  heard(event: LiveEvent): void
  /** A command was answered. */
  answered(entry: Entry, answer: unknown): void
  /** What is pending has changed. */
  refresh(): void
}

// So many are kept that nobody listens to.
const MOST_KEPT = 500
/** Lists are read once for many changes that come together. */
const LISTS_AFTER_MS = 200
/** The desk notifies people after what it notifies them of. */
const NOTICES_AFTER_MS = 3_000
/** A thread is shown whole up to so many pages of 100 messages. */
const MOST_PAGES = 50

/**
 * Makes a cache. `onUse` is called with true when the first listens to anything, and with false when nobody listens any more.
 */
export function cacheOf(
  { sender, timers }: ClientParts,
  pending: () => readonly PendingCommand[],
  onUse: (used: boolean) => void,
): Cache {
  // By kind and id, or query for lists.
  const all = new Map<string, Resource<unknown, unknown>>()
  const ticketOf = (id: string | null) => all.get(`ticket ${id}`) as Resource<WireTicket, WireTicket> | undefined
  const threadOf = (id: string | null) => all.get(`thread ${id}`) as Resource<Messages, unknown> | undefined
  let users = 0
  let listsDue = false
  let unwatch = () => {}

  function invalidateAll(kind = ''): void {
    for (const [key, resource] of all) if (key.startsWith(kind)) resource.invalidate()
  }

  function count(by: 1 | -1): void {
    users += by
    if (users === 0 || users === by) onUse(users > 0)
    // Nobody hears of changes from now on.
    if (users === 0) invalidateAll()
  }

  /** The resource of a key, made if need be. */
  function kept<Base, Value>(
    key: string,
    of: Pick<Parameters<typeof resourceOf<Base, Value>>[0], 'read' | 'show' | 'newer'>,
    ticketId?: string,
  ): Observer<Value> {
    const found =
      (all.get(key) as Resource<Base, Value> | undefined) ??
      resourceOf<Base, Value>({
        ...of,
        pending: () => pending().filter((command) => command.ticketId === ticketId),
        onUse: (by) => {
          // One that had to go and is listened to nevertheless is kept again.
          all.set(key, found as Resource<unknown, unknown>)
          count(by)
        },
      })
    // The one that was asked for last is the last to go.
    all.delete(key)
    for (const [old, { used, invalidate }] of all) {
      if (used || all.size < MOST_KEPT) continue
      invalidate()
      all.delete(old)
    }
    all.set(key, found as Resource<unknown, unknown>)
    return found
  }

  /** What a list of a ticket has on all its pages. */
  async function readAll(id: string, list: 'messages' | 'timeline') {
    const items: unknown[] = []
    const names = {}
    let after: string | null | undefined
    for (let pages = 0; pages < MOST_PAGES && after !== null; pages += 1) {
      const path = `tickets/${inPath(id)}/${list}`
      const page = (await sender.read(path, { limit: 100, after })) as Page<unknown, string> & Partial<ShownTimeline>
      items.push(...page.items)
      Object.assign(names, page.names)
      after = page.next
    }
    return { items, names }
  }

  function heard(event: LiveEvent): void {
    if (event === null) {
      invalidateAll()
      return
    }
    const ticket = ticketOf(event.ticketId)
    if ((ticket?.known()?.version ?? 0) < event.version) ticket?.invalidate()
    threadOf(event.ticketId)?.invalidate()
    all.get(`timeline ${event.ticketId}`)?.invalidate()
    if (!listsDue)
      timers.set(() => {
        listsDue = false
        invalidateAll('list')
      }, LISTS_AFTER_MS)
    listsDue = true
    unwatch()
    if (all.get('notices')?.used) unwatch = timers.set(noticed, NOTICES_AFTER_MS)
  }

  const noticed = () => invalidateAll('notices')

  return {
    ticket: (id) =>
      kept<WireTicket, WireTicket>(
        `ticket ${id}`,
        {
          read: () => sender.read(`tickets/${inPath(id)}`) as Promise<WireTicket>,
          show: shownTicket,
          // Answers can overtake each other.
          newer: (before, read) => (read.version < before.version ? before : read),
        },
        id,
      ),
    thread: (id) =>
      kept<Messages, readonly ThreadMessage[]>(
        `thread ${id}`,
        { read: async () => (await readAll(id, 'messages')).items as unknown as Messages, show: shownThread },
        id,
      ),
    timeline: (id) =>
      kept<ShownTimeline, ShownTimeline>(`timeline ${id}`, {
        read: () => readAll(id, 'timeline') as Promise<ShownTimeline>,
        show: (timeline) => timeline,
      }),
    list: (query = {}) =>
      kept<WireList, WireList>(`list ${JSON.stringify(query)}`, {
        read: () => sender.read('tickets', query) as Promise<WireList>,
        show: (page) => page,
      }),
    notices: () =>
      kept<Notices, Notices>('notices', {
        read: () => sender.read('inbox', { unreadOnly: true, limit: 100 }) as Promise<Notices>,
        show: (page) => page,
      }),
    noticed,
    heard,
    answered({ method, ticketId }, answer) {
      if (ticketId === null || method === 'deflect') return
      const ticket = ticketOf(ticketId)
      const thread = threadOf(ticketId)
      const known = ticket?.known()
      const messages = thread?.known()
      const { id, version = Number.MAX_VALUE } = (answer ?? {}) as Partial<WireTicket>
      if (known && id === ticketId && version >= known.version) ticket?.patch(answer as WireTicket)
      if (messages && (method === 'reply' || method === 'note') && !messages.some((one) => one.id === id))
        thread?.patch([...messages, answer as Messages[number]])
      // Once it has left the outbox, lest it be shown twice.
      void Promise.resolve().then(() => heard({ ticketId, version }))
    },
    refresh() {
      for (const [key, resource] of all) if (!key.startsWith('list')) resource.refresh()
    },
  }
}
