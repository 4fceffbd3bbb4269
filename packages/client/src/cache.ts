import type { ListInput, Message, Page, Ticket } from '@docket/core'
import { inPath } from './commands.js'
import type { LiveEvent } from './live.js'
import { type Observer, type Resource, resourceOf } from './observer.js'
import type { Entry, PendingCommand } from './outbox-types.js'
import type { Sender } from './sender.js'
import { shownThread, shownTicket, type ThreadMessage } from './shown.js'
import type { Timers } from './timers.js'
import type { Wire } from './wire.js'

type WireTicket = Wire<Ticket>
type Messages = readonly Wire<Message>[]

/** What is known of the desk, and kept up to date while somebody listens. */
export interface Cache {
  ticket(id: string): Observer<WireTicket>
  thread(id: string): Observer<readonly ThreadMessage[]>
  list(query: ListInput): Observer<Wire<Page<Ticket, string>>>
  /** Something has changed at the desk. */
  heard(event: LiveEvent): void
  /** A command was answered. */
  answered(entry: Entry, answer: unknown): void
  /** What is pending has changed. */
  refresh(): void
}

/** What a cache is made of. */
interface CacheOptions {
  readonly sender: Sender
  readonly timers: Timers
  readonly pending: () => readonly PendingCommand[]
  /** Called with true when the first listens to anything, and with false when nobody listens any more. */
  readonly onUse: (used: boolean) => void
}

// So many are kept that nobody listens to.
const MOST_KEPT = 200
/** Lists are read once for many changes that come together. */
const LISTS_AFTER_MS = 200
/** A thread is shown whole up to so many pages of 100 messages. */
const MOST_PAGES = 50

/** Makes a cache. */
export function cacheOf({ sender, timers, pending, onUse: onUsed }: CacheOptions): Cache {
  const tickets = new Map<string, Resource<WireTicket, WireTicket>>()
  const threads = new Map<string, Resource<Messages, readonly ThreadMessage[]>>()
  const lists = new Map<string, Resource<Wire<Page<Ticket, string>>, Wire<Page<Ticket, string>>>>()
  const all = () => [...tickets.values(), ...threads.values(), ...lists.values()]
  let users = 0
  let listsDue = false

  function count(by: 1 | -1): void {
    users += by
    if (users === (by === 1 ? 1 : 0)) onUsed(by === 1)
    // Nobody hears of changes from now on.
    if (users === 0) for (const resource of all()) resource.invalidate()
  }

  type Use = (by: 1 | -1) => void
  type Kept = Pick<Resource<unknown, unknown>, 'used' | 'invalidate'>

  function kept<Value extends Kept>(of: Map<string, Value>, key: string, make: (onUse: Use) => Value): Value {
    const found: Value =
      of.get(key) ??
      make((by) => {
        // One that had to go and is listened to nevertheless is kept again.
        if (!of.has(key)) of.set(key, found)
        count(by)
      })
    // The one that was asked for last is the last to go.
    of.delete(key)
    of.set(key, found)
    for (const [old, resource] of of) {
      if (of.size <= MOST_KEPT) break
      if (resource.used || resource === found) continue
      resource.invalidate()
      of.delete(old)
    }
    return found
  }

  const ofTicket = (id: string) => pending().filter((command) => command.ticketId === id)

  async function readThread(id: string): Promise<Messages> {
    const items: Wire<Message>[] = []
    let after: string | null = null
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const path = `tickets/${inPath(id)}/messages`
      const page = (await sender.read({ path, query: { limit: 100, after } })) as Wire<Page<Message, string>>
      items.push(...page.items)
      after = page.next
      if (after === null) break
    }
    return items
  }

  function readListsSoon(): void {
    if (listsDue) return
    listsDue = true
    timers.set(() => {
      listsDue = false
      for (const list of lists.values()) list.invalidate()
    }, LISTS_AFTER_MS)
  }

  return {
    ticket: (id) =>
      kept(tickets, id, (onUse) =>
        resourceOf<WireTicket, WireTicket>({
          read: async () => (await sender.read({ path: `tickets/${inPath(id)}` })) as WireTicket,
          show: shownTicket,
          pending: () => ofTicket(id),
          // Answers can overtake each other.
          newer: (before, read) => (read.version < before.version ? before : read),
          onUse,
        }),
      ),
    thread: (id) =>
      kept(threads, id, (onUse) =>
        resourceOf<Messages, readonly ThreadMessage[]>({
          read: () => readThread(id),
          show: shownThread,
          pending: () => ofTicket(id),
          onUse,
        }),
      ),
    list: (query) =>
      kept(lists, JSON.stringify(query), (onUse) =>
        resourceOf<Wire<Page<Ticket, string>>, Wire<Page<Ticket, string>>>({
          read: async () => (await sender.read({ path: 'tickets', query: { ...query } })) as Wire<Page<Ticket, string>>,
          show: (page) => page,
          pending: () => [],
          onUse,
        }),
      ),
    heard(event) {
      if (event.type === 'resync') {
        for (const resource of all()) resource.invalidate()
        return
      }
      const ticket = tickets.get(event.ticketId)
      if ((ticket?.known()?.version ?? 0) < event.version) ticket?.invalidate()
      threads.get(event.ticketId)?.invalidate()
      readListsSoon()
    },
    answered({ method, ticketId, input }, answer) {
      if (ticketId === null || typeof answer !== 'object' || answer === null) return
      const ticket = tickets.get(ticketId)
      const thread = threads.get(ticketId)
      const known = ticket?.known()
      const given = answer as Partial<WireTicket>
      if (known && given.id === ticketId && (given.version ?? 0) >= known.version) ticket?.patch(answer as WireTicket)
      const messages = thread?.known()
      const written = answer as Messages[number]
      const isMessage = method === 'reply' || method === 'note'
      if (messages && isMessage && !messages.some(({ id }) => id === written.id)) thread?.patch([...messages, written])
      // Once it has left the outbox, lest it be shown twice.
      queueMicrotask(() => {
        if (given.id !== ticketId) ticket?.invalidate()
        // A reason, a comment, a question: it is a message too.
        if (!isMessage && Object.values(input).some((value) => typeof value === 'string')) thread?.invalidate()
        readListsSoon()
      })
    },
    refresh() {
      for (const resource of [...tickets.values(), ...threads.values()]) resource.refresh()
    },
  }
}
