import { asClientError, ClientError } from './client-error.js'
import type { ClientParts } from './client-parts.js'
import type { CommandInput, CommandName, CommandRequest, RequestOf } from './commands.js'
import { newKey } from './new-key.js'
import { notify } from './notify.js'
import type { Entry, Job, Outbox, Refusal } from './outbox-types.js'

/** What an outbox is made of, besides what all parts of a client have. */
interface OutboxOptions {
  readonly requestOf: RequestOf
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
  send(method: CommandName, ticketId: string | null, input?: CommandInput, given?: Given): Promise<unknown>
  /** Takes over what pages left behind that are gone. */
  adopt(): void
  close(): void
}

// The desk keeps keys for at least 24 hours: what was sent before and is older could take effect twice.
const MOST_AGE_MS = 23 * 3_600_000
const GONE_WITHIN_MS = 200
// What a header takes, and no blanks, which do not all arrive.
const KEY = /^[!-~]{1,200}$/

/** Opens the outbox: commands are sent in order, those of different tickets side by side, each once by its key. */
export function openOutbox(parts: ClientParts, { requestOf, attempts, onAnswer }: OutboxOptions): OwnOutbox {
  const { user, prefix, kept, tabs, sender, timers } = parts
  const start = `${prefix}send:`
  const requestFor = ({ method, ticketId, input }: Entry) => requestOf(method, ticketId, input)
  const tab = newKey()
  const closing = sender.newAbort()
  const { signal } = closing
  const listeners = new Set<() => void>()
  const busy = new Set<string | null>()
  // Pages that have something to send, until they are gone.
  const awaited = new Set<string>()
  let jobs: readonly Job[] = []
  let shown: readonly Entry[] = []
  let adopting: Promise<unknown> | null = null

  const find = (key: string, method?: CommandName) =>
    jobs.find(({ entry }) => entry.key === key && (method ?? entry.method) === entry.method)
  const lock = (name: string, run: () => Promise<void>) =>
    tabs?.locks.request(`${prefix}tab:${name}`, { signal }, run).catch(() => {})

  // Each under a name of its own: two tabs that write at once lose nothing.
  const placeOf = ({ tab: page, method, key }: Entry) => `${start}${page}:${method}:${key}`
  const keep = (entry: Entry) => kept.set(placeOf(entry), entry)
  const forget = (entry: Entry) => kept.set(placeOf(entry), null)

  /** What is kept of all pages, apart from what is no command that we know, or not where we keep it. */
  function all(): Entry[] {
    return kept.names().flatMap((name) => {
      try {
        const entry = (name.startsWith(start) ? kept.get(name) : {}) as Entry
        const { key, place, input } = entry
        return KEY.test(key) && place > 0 && input && placeOf(entry) === name && requestFor(entry) ? [entry] : []
      } catch {
        return []
      }
    })
  }

  function change(next: readonly Job[]): void {
    jobs = next
    shown = next.map(({ entry }) => entry)
    notify(listeners)
  }

  function put(job: Job, more: Partial<Entry>): void {
    if (!jobs.includes(job)) return
    job.entry = { ...job.entry, ...more }
    keep(job.entry)
    change(jobs)
  }

  function leave(job: Job): void {
    if (!jobs.includes(job)) return
    forget(job.entry)
    change(jobs.filter((one) => one !== job))
  }

  /** Sends what waits for a ticket, one after the other. */
  async function run(ticketId: string | null): Promise<void> {
    if (busy.has(ticketId)) return
    busy.add(ticketId)
    // What was written before comes first.
    if (adopting) await adopting
    const next = () => jobs.find(({ entry }) => entry.ticketId === ticketId && !entry.error)
    for (let job = next(); job; job = next()) await settle(job)
    busy.delete(ticketId)
  }

  async function settle(job: Job): Promise<void> {
    try {
      const answer = await deliver(job)
      if (!jobs.includes(job)) return
      onAnswer(job.entry, answer)
      leave(job)
      for (const { resolve } of job.waiting) resolve(answer)
    } catch (thrown) {
      const error = asClientError(thrown)
      if (job.kept || !job.waiting[0]) put(job, { error: told(error) })
      else leave(job)
      reject(job, error)
    }
  }

  function refuse(job: Job, error: ClientError): void {
    leave(job)
    reject(job, error)
  }

  function reject(job: Job, error: ClientError): void {
    for (const { reject } of job.waiting) reject(error)
  }

  /** Sends until there is an answer. */
  async function deliver(job: Job): Promise<unknown> {
    const { key, expectedVersion } = job.entry
    const asked = {
      ...(requestFor(job.entry) as CommandRequest),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(user !== null && { 'docket-user': encodeURIComponent(user) }),
        ...(expectedVersion !== null && { 'if-match': `"${expectedVersion}"` }),
      },
    }
    const attempt = async () => {
      const { triedAt } = job.entry
      if (triedAt === null) put(job, { triedAt: Date.now() })
      else if (Math.abs(Date.now() - triedAt) > MOST_AGE_MS)
        throw new ClientError(0, 'UNCERTAIN', 'It may have arrived; send it again if it did not.')
      try {
        const answer = (await sender.send(asked)) as { readonly id?: unknown } | null
        // What sits between us and the desk answers as it likes: with nothing, or with something else.
        if (typeof answer?.id !== 'string') throw new ClientError(0, 'NETWORK', 'No answer of a desk came.')
        return answer
      } catch (thrown) {
        const error = asClientError(thrown)
        put(job, { attempts: job.entry.attempts + 1, lastError: told(error) })
        throw error
      }
    }
    return timers.retry(attempt, attempts, () => jobs.includes(job))
  }

  /** Makes the commands of a page that is gone ours, and sends them. */
  function take(other: string): void {
    const taken: Job[] = []
    for (const entry of all()) {
      if (entry.tab !== other) continue
      const own = { ...entry, tab, attempts: 0, lastError: null }
      // First, lest there be no room for both.
      forget(entry)
      if (!find(entry.key, entry.method)) {
        keep(own)
        taken.push({ entry: own, waiting: [] })
      }
    }
    change([...taken, ...jobs].sort((one, two) => one.entry.place - two.entry.place))
    for (const { entry } of taken) void run(entry.ticketId)
  }

  function adopt(): void {
    const granted: unknown[] = []
    for (const other of new Set(all().map((entry) => entry.tab))) {
      if (other === tab || awaited.has(other)) continue
      // Without locks nobody knows who is gone: two that send the same do it with the same key, which takes effect once.
      if (!tabs) {
        take(other)
        continue
      }
      awaited.add(other)
      const gone = async () => {
        awaited.delete(other)
        if (!signal.aborted) take(other)
      }
      granted.push(lock(other, gone))
    }
    // A page that is gone has let go by then; one that lives sends for itself.
    if (granted.length > 0) adopting = Promise.race([Promise.all(granted), timers.pause(GONE_WITHIN_MS)])
  }

  // Held as long as the page lives, so that others know that it does.
  void lock(tab, () => new Promise((resolve) => signal.addEventListener('abort', () => resolve())))
  adopt()

  return {
    get: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: (method, ticketId, input = {}, { idempotencyKey: key = newKey(), expectedVersion = null } = {}) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) throw closed('')
        // As it will be after a reload.
        const written = JSON.parse(JSON.stringify(input)) as CommandInput
        if (!KEY.test(key)) throw new ClientError(0, 'INVALID_INPUT', `\`${key}\` is no key.`)
        // Refuses what makes no request.
        requestOf(method, ticketId, written)
        const waiting = { resolve, reject }
        const before = find(key, method)
        if (before) {
          const { entry } = before
          if (JSON.stringify([entry.ticketId, entry.input]) !== JSON.stringify([ticketId, written]))
            throw new ClientError(0, 'IDEMPOTENCY_MISMATCH', 'Another input has this key.')
          before.waiting.push(waiting)
          if (entry.error) put(before, { error: null, triedAt: null })
        } else {
          const place = Math.max(0, ...all().map((entry) => entry.place)) + 1
          const entry = {
            key,
            method,
            ticketId,
            input: written,
            expectedVersion,
            place,
            tab,
            triedAt: null,
            error: null,
            attempts: 0,
            lastError: null,
          }
          keep(entry)
          change([...jobs, { entry, waiting: [waiting] }])
        }
        void run(ticketId)
      }),
    keep(key) {
      const job = find(key)
      if (job) job.kept = true
    },
    retry(key) {
      const job = find(key)
      if (!job?.entry.error) return
      put(job, { error: null, triedAt: null })
      void run(job.entry.ticketId)
    },
    discard(key) {
      const job = find(key)
      if (job) refuse(job, new ClientError(0, 'DISCARDED', 'It was given up.'))
    },
    adopt,
    close() {
      closing.abort()
      const left = jobs
      // Nothing of it is ours any more; it is kept for the next.
      jobs = []
      for (const job of left)
        refuse(job, closed(kept.lasts(placeOf(job.entry)) ? '; this is kept, and will be sent' : '; this was not kept'))
    },
  }
}

function closed(fate: string): ClientError {
  return new ClientError(0, 'CLOSED', `The client was closed${fate}.`)
}

const told = ({ status, code, message }: ClientError): Refusal => ({ status, code, message })
