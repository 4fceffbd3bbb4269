import { asClientError, type ClientError } from './client-error.js'
import { notify } from './notify.js'
import type { PendingCommand } from './outbox-types.js'

/** Something of the desk's as it is known now. The same object until something changes. */
export interface Observed<Value> {
  /** With what was sent and is not answered yet; undefined while nothing is known. */
  readonly data: Value | undefined
  /** Why the last reading failed; null when it did not. `data` is then what was known before, or nothing if it is gone. */
  readonly error: ClientError | null
  /** Whether it is being read. */
  readonly loading: boolean
  /** The commands on it that wait for their answers, such as a `send`. */
  readonly pending: readonly PendingCommand[]
}

/** Something of the desk's that is kept up to date while somebody listens. */
export interface Observer<Value> {
  /** What is known now; the same object until something changes. */
  get(): Observed<Value>
  /** Calls the listener after each change; gives what ends that. Reads it, if that is due. */
  subscribe(listener: () => void): () => void
  /** Reads it now, once for all who ask at the same time. */
  load(): Promise<Value>
}

/** An observer as the cache has it. */
export interface Resource<Base, Value> extends Observer<Value> {
  readonly used: boolean
  /** What is known of it, apart from what is pending. */
  known(): Base | undefined
  /** It may have changed: it is read when somebody listens. */
  readonly invalidate: () => void
  /** It has changed in a way that is known; whoever listens is told by the next {@link refresh}. */
  patch(base: Base): void
  /** What is pending has changed. */
  refresh(): void
}

/** What a resource is made of. */
interface ResourceOptions<Base, Value> {
  readonly read: () => Promise<Base>
  /** What is shown, with what is pending. */
  readonly show: (base: Base, pending: readonly PendingCommand[]) => Value
  readonly pending: () => readonly PendingCommand[]
  /** Which of two is kept; the later one if left out. */
  readonly newer?: (before: Base, read: Base) => Base
  /** Called with 1 when the first listens, and with -1 when the last leaves. */
  readonly onUse: (by: 1 | -1) => void
}

// What changes all the time is shown nevertheless.
const MOST_AGAIN = 3
const GONE = [401, 403, 404]

/** Makes a resource. */
export function resourceOf<Base, Value>(options: ResourceOptions<Base, Value>): Resource<Base, Value> {
  const { read, show, newer = (_, next) => next, pending, onUse } = options
  const listeners = new Set<() => void>()
  let base: Base | undefined
  let error: ClientError | null = null
  let loading: Promise<Value> | null = null
  let again = false
  let stale = true
  let patched = false
  let snapshot: Observed<Value> | null = null
  let waiting = pending()
  // What was shown last, and of what.
  let shown: { readonly of: readonly unknown[]; readonly value: Value } | null = null

  function changed(): void {
    patched = false
    waiting = pending()
    snapshot = null
    notify(listeners)
  }

  function shownOf(known: Base): Value {
    const of = [known, ...waiting]
    if (!shown || !isSame(shown.of, of)) shown = { of, value: show(known, waiting) }
    return shown.value
  }

  async function readNow(): Promise<Value> {
    try {
      let next: Base
      let times = 0
      do {
        again = false
        next = await read()
        times += 1
      } while (again && times < MOST_AGAIN)
      stale = again
      const newest = base ? newer(base, next) : next
      if (!base || JSON.stringify(base) !== JSON.stringify(newest)) base = newest
      error = null
      return shownOf(base)
    } catch (thrown) {
      error = asClientError(thrown)
      stale = true
      // What one may not read any more is not shown any more.
      if (GONE.includes(error.status)) base = undefined
      throw error
    } finally {
      loading = null
      changed()
    }
  }

  function load(): Promise<Value> {
    if (loading) again = true
    else {
      loading = readNow()
      changed()
    }
    return loading
  }

  const loadIfUsed = () => {
    if (stale && listeners.size > 0) load().catch(() => {})
  }

  return {
    get used() {
      return listeners.size > 0
    },
    known: () => base,
    get() {
      snapshot ??= {
        data: base && shownOf(base),
        error,
        loading: loading !== null,
        pending: waiting,
      }
      return snapshot
    },
    subscribe(listener) {
      // The same function may listen twice.
      const own = () => listener()
      listeners.add(own)
      if (listeners.size === 1) onUse(1)
      if (!loading) loadIfUsed()
      return () => {
        if (listeners.delete(own) && listeners.size === 0) onUse(-1)
      }
    },
    load,
    invalidate() {
      stale = true
      loadIfUsed()
    },
    patch(next) {
      if (loading) again = true
      base = next
      patched = true
    },
    refresh() {
      if (patched || !isSame(waiting, pending())) changed()
    },
  }
}

const isSame = (one: readonly unknown[], two: readonly unknown[]) =>
  one.length === two.length && one.every((item, place) => item === two[place])
