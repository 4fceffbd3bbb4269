import { ClientError } from './client-error.js'
import { COMMANDS, type CommandInput, type CommandName, commandRequest } from './commands.js'
import { newKey } from './new-key.js'
import { notify } from './notify.js'
import { outboxStorage } from './outbox-storage.js'
import type { Entry, Outbox, Waiting } from './outbox-types.js'
import type { Sender } from './sender.js'
import type { ClientStorage } from './storage.js'
import type { Tabs } from './tabs.js'
import { backOff, type Timers } from './timers.js'

/** What an outbox is made of. */
interface OutboxOptions {
  readonly prefix: string
  readonly storage: ClientStorage
  readonly tabs: Tabs | null
  readonly sender: Sender
  readonly timers: Timers
  /** How often a command is sent while nobody answers. */
  readonly attempts: number
  /** Is told of an answer before it leaves the outbox. */
  readonly onAnswer: (entry: Entry, answer: unknown) => void
}

/** What a command is sent with. */
interface Given {
  readonly idempotencyKey?: string
  readonly expectedVersion?: number
}

/** The outbox as the client has it. */
export interface OwnOutbox extends Outbox {
  send(method: CommandName, ticketId: string | null, input: CommandInput, given?: Given): Promise<unknown>
  /** Takes over what pages left behind that are gone. */
  adopt(): void
  close(): void
}

// The desk keeps keys for at least 24 hours: what was sent before and is older could take effect twice.
const MOST_AGE_MS = 23 * 3_600_000
const GONE_WITHIN_MS = 200

/** Opens the outbox: commands are sent in order, those of different tickets side by side, each once by its key. */
export function openOutbox({ prefix, storage, tabs, sender, timers, attempts, onAnswer }: OutboxOptions): OwnOutbox {
  const kept = outboxStorage(storage, prefix)
  const tab = newKey()
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  const waiting = new Map<string, Waiting>()
  const busy = new Set<string | null>()
  // Pages that have something to send, until they are gone.
  const awaited = new Set<string>()
  let entries: readonly Entry[] = []
  let adopting: Promise<unknown> | null = null

  const isClosed = () => closing.signal.aborted
  const nameOf = ({ method, key }: Pick<Entry, 'method' | 'key'>) => `${method}:${key}`

  const find = (name: string) => entries.find((entry) => nameOf(entry) === name)

  function change(next: readonly Entry[]): void {
    entries = next
    notify(listeners)
  }

  function put(entry: Entry): void {
    kept.put(entry)
    change(entries.map((one) => (nameOf(one) === nameOf(entry) ? entry : one)))
  }

  function leave(entry: Entry): void {
    kept.remove(entry)
    change(entries.filter((one) => nameOf(one) !== nameOf(entry)))
  }

  /** Sends what waits for a ticket, one after the other. */
  async function run(ticketId: string | null): Promise<void> {
    if (busy.has(ticketId)) return
    busy.add(ticketId)
    // What was written before comes first.
    if (adopting) await adopting
    const next = () => entries.find((entry) => entry.ticketId === ticketId && entry.error === null)
    for (let entry = next(); entry && !isClosed(); entry = next()) await settle(entry)
    busy.delete(ticketId)
  }

  async function settle(entry: Entry): Promise<void> {
    // Looked up at the end: somebody may have come to wait for what another page began.
    const asked = () => waiting.get(nameOf(entry))
    try {
      const answer = await deliver(entry)
      if (isClosed()) return
      onAnswer(entry, answer)
      leave(entry)
      asked()?.resolve(answer)
    } catch (error) {
      if (isClosed()) return
      const failed = error instanceof ClientError ? error : new ClientError(0, 'NETWORK', String(error))
      const { status, code, message } = failed
      if (!find(nameOf(entry))) return
      if (asked()) leave(entry)
      else put({ ...entry, error: { status, code, message } })
      asked()?.reject(failed)
    } finally {
      if (!isClosed()) waiting.delete(nameOf(entry))
    }
  }

  /** Sends until there is an answer. */
  async function deliver({ key, method, ticketId, input, expectedVersion, ...entry }: Entry): Promise<unknown> {
    const asked = {
      ...commandRequest(method, ticketId, input),
      headers: {
        'idempotency-key': key,
        ...(expectedVersion !== null && { 'if-match': `"${expectedVersion}"` }),
      },
    }
    let { triedAt } = entry
    for (let failures = 1; ; failures += 1) {
      if (triedAt !== null && Math.abs(Date.now() - triedAt) > MOST_AGE_MS) {
        throw new ClientError(0, 'UNCERTAIN', 'It may have arrived; send it again if it did not.')
      }
      if (triedAt === null) {
        triedAt = Date.now()
        const now = find(nameOf({ method, key }))
        if (now) put({ ...now, triedAt })
      }
      try {
        return await sender.send(asked)
      } catch (error) {
        const again = error instanceof ClientError && error.retryable && failures < attempts
        if (!again || isClosed()) throw error
        await timers.pause(error.retryAfterMs ?? backOff(failures))
        if (isClosed() || !find(nameOf({ method, key }))) throw error
      }
    }
  }

  /** Makes entries ours and sends them. */
  function take(found: readonly Entry[]): void {
    const known = found.filter((entry) => COMMANDS[entry.method])
    const ours = known.filter((entry) => !find(nameOf(entry)))
    for (const entry of ours) kept.put({ ...entry, tab })
    for (const entry of known) kept.remove(entry)
    if (ours.length === 0) return
    change([...ours.map((entry) => ({ ...entry, tab })), ...entries].sort((one, other) => one.place - other.place))
    for (const ticketId of new Set(ours.map((entry) => entry.ticketId))) void run(ticketId)
  }

  function adopt(): void {
    const granted: Promise<unknown>[] = []
    const others = new Set(kept.all().flatMap((entry) => (entry.tab === tab ? [] : [entry.tab])))
    for (const other of others) {
      const own = () => kept.all().filter((entry) => entry.tab === other)
      // Without locks nobody knows who is gone: two that send the same do it with the same key, which takes effect once.
      if (!tabs) take(own())
      else if (!awaited.has(other)) {
        awaited.add(other)
        const gone = async () => {
          awaited.delete(other)
          if (!isClosed()) take(own())
        }
        granted.push(tabs.locks.request(`${prefix}tab:${other}`, { signal: closing.signal }, gone).catch(() => {}))
      }
    }
    // A page that is gone has let go by then; one that lives sends for itself.
    if (granted.length > 0) adopting = Promise.race([Promise.all(granted), timers.pause(GONE_WITHIN_MS)])
  }

  // Held as long as the page lives, so that others know that it does.
  const alive = () => new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()))
  void tabs?.locks.request(`${prefix}tab:${tab}`, { signal: closing.signal }, alive).catch(() => {})
  adopt()

  return {
    get: () => entries,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send(method, ticketId, input, { idempotencyKey: key = newKey(), expectedVersion } = {}) {
      if (isClosed()) return Promise.reject(closed())
      const name = nameOf({ method, key })
      // As it will be after a reload.
      const written = JSON.parse(JSON.stringify(input)) as CommandInput
      const before = find(name)
      const same = before && JSON.stringify([before.ticketId, before.input]) === JSON.stringify([ticketId, written])
      let asked = waiting.get(name)
      if (asked && same) return asked.promise
      if (before && !same)
        return Promise.reject(new ClientError(0, 'IDEMPOTENCY_MISMATCH', 'Another input has this key.'))
      try {
        commandRequest(method, ticketId, written)
      } catch (error) {
        return Promise.reject(error as ClientError)
      }
      asked = newWaiting()
      waiting.set(name, asked)
      if (before) {
        if (before.error) put({ ...before, error: null })
      } else {
        const place = Math.max(0, ...kept.all().map((entry) => entry.place)) + 1
        const entry: Entry = {
          key,
          method,
          ticketId,
          input: written,
          expectedVersion: expectedVersion ?? null,
          place,
          tab,
          triedAt: null,
          error: null,
        }
        kept.put(entry)
        change([...entries, entry])
      }
      void run(ticketId)
      return asked.promise
    },
    retry(key) {
      const entry = entries.find((one) => one.key === key && one.error !== null)
      if (!entry) return
      put({ ...entry, error: null, triedAt: null })
      void run(entry.ticketId)
    },
    discard(key) {
      const entry = entries.find((one) => one.key === key)
      if (!entry) return
      leave(entry)
      waiting.get(nameOf(entry))?.reject(new ClientError(0, 'DISCARDED', 'It was given up.'))
      waiting.delete(nameOf(entry))
    },
    adopt,
    close() {
      closing.abort()
      for (const { reject } of waiting.values()) reject(closed())
      waiting.clear()
    },
  }
}

function closed(): ClientError {
  return new ClientError(0, 'CLOSED', 'The client was closed.')
}

function newWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => {}
  let reject: Waiting['reject'] = () => {}
  const promise = new Promise<unknown>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}
