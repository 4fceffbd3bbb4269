import type { DeskShapeOf } from '@docket/core'
import { cacheOf } from './cache.js'
import type { Client, ClientOptions } from './client-types.js'
import { COMMANDS, type CommandInput, type CommandName, inPath, takesNothing } from './commands.js'
import { draftsOf } from './drafts.js'
import { liveOf } from './live.js'
import { openOutbox } from './outbox.js'
import { senderOf } from './sender.js'
import { browserStorage, safeStorage } from './storage.js'
import { browserTabs } from './tabs.js'
import { timersOf, usualTimer } from './timers.js'
import { fetchTransport } from './transport.js'

interface Page {
  addEventListener?(name: string, listener: () => void): void
  removeEventListener?(name: string, listener: () => void): void
}

/**
 * Makes a client of a desk that is served over HTTP, typed by the desk's definition.
 *
 * @example
 * ```ts
 * import { createClient } from '@docket/client'
 *
 * const client = createClient<typeof support>({ baseUrl: '/api/support', user: 'c1', token: () => 'the token' })
 *
 * const thread = client.thread('t1')
 * const stop = thread.subscribe(() => console.log(thread.get().data))
 * await client.reply('t1', { body: 'It works again.' })
 * stop()
 * ```
 */
export function createClient<Definition>(options: ClientOptions): Client<DeskShapeOf<Definition>> {
  const { baseUrl, user, token = null, transport = fetchTransport(), attempts = Number.POSITIVE_INFINITY } = options
  const { storage: given = browserStorage(), tabs = browserTabs(), setTimer = usualTimer } = options
  const prefix = `docket:${baseUrl}:${user}:`
  const timers = timersOf(setTimer)
  const storage = safeStorage(given)
  const sender = senderOf({ baseUrl, token, transport, timers })
  const live = liveOf({ prefix, tabs, sender, timers, handle: (event) => cache.heard(event) })
  const cache = cacheOf({
    sender,
    timers,
    pending: () => outbox.get(),
    onUse: (used) => (used ? live.start() : live.stop()),
  })
  const outbox = openOutbox({
    prefix,
    storage,
    tabs,
    sender,
    timers,
    attempts,
    onAnswer: (entry, answer) => cache.answered(entry, answer),
  })
  const unsubscribe = outbox.subscribe(() => cache.refresh())

  const page = globalThis as Page
  const wake = () => {
    outbox.adopt()
    timers.wake()
  }
  page.addEventListener?.('online', wake)

  function commandOf(method: CommandName) {
    if (method === 'create') return (input: CommandInput, more?: object) => outbox.send(method, null, input, more)
    if (takesNothing(method)) return (id: string, more?: object) => outbox.send(method, id, {}, more)
    return (id: string, input: CommandInput = {}, more?: object) => outbox.send(method, id, input, more)
  }
  const names = Object.keys(COMMANDS) as CommandName[]
  const below = async (ticketId: string, path: string) => sender.read({ path: `tickets/${inPath(ticketId)}${path}` })

  const client = {
    ...Object.fromEntries(names.map((name) => [name, commandOf(name)])),
    ticket: (id: string) => cache.ticket(id),
    thread: (id: string) => cache.thread(id),
    list: (query = {}) => cache.list(query),
    get: async (ticketId: string, query = {}) => sender.read({ path: `tickets/${inPath(ticketId)}`, query }),
    search: (text: string, query = {}) => sender.read({ path: 'search', query: { ...query, text } }),
    events: async (ticketId: string) => ((await below(ticketId, '/events')) as { readonly items: unknown }).items,
    explain: (ticketId: string) => below(ticketId, '/explanation'),
    upload: ({ name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }) =>
      sender.send({
        method: 'POST',
        path: 'files',
        query: { name, type },
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
        withinMs: 0,
      }),
    draft: draftsOf(storage, prefix),
    outbox,
    wake,
    close() {
      page.removeEventListener?.('online', wake)
      unsubscribe()
      live.stop()
      outbox.close()
      timers.wake()
    },
  }
  return client as unknown as Client<DeskShapeOf<Definition>>
}
