import type { ChangePage, TenantChanges } from '@docket/core'
import { unref } from '../handler/unref.js'
import { atMost } from './at-most.js'
import { type Frames, framesOf } from './frames.js'
import { hubReader, READ_MS } from './hub-reader.js'
import type { Subscriber } from './subscriber.js'
import { timeLimit } from './time-limit.js'

/** What the streams of one tenant share in a process: one reader of its changes. */
export interface Hub {
  /** Takes a stream, behind a position or at the present; resolves with what it has to read up. */
  join(subscriber: Subscriber, after: string | null): Promise<Joined>
  leave(subscriber: Subscriber): void
  /** Something may have been committed. */
  readonly hint: () => void
  /** Whether no stream is open or on its way. */
  readonly empty: boolean
}

/** How a stream has joined. */
export interface Joined {
  /** The sealed position from which on it gets what comes. */
  readonly id: string
  /**
   * What it has to read up before, page by page; null among them when its position has become too old. Null for a stream
   * that begins at the present, since its position is too old or none.
   */
  readonly missed: AsyncIterable<Frames | null> | null
}

/** What a hub is made of. */
export interface HubParts {
  readonly changes: TenantChanges
  readonly seal: (position: string) => Promise<string>
  readonly onError: (error: unknown) => void
  readonly pollMs: number
  readonly heartbeatMs: number
}

const CATCH_UP_PAGE = 100
/** So many streams read up at once: all come again when a node has restarted. */
const READERS = 8

interface Read {
  readonly page: ChangePage
  readonly frames: Frames
}

/** Opens the hub of a tenant's streams. It works until its last stream leaves, and is not used again. */
export function openHub({ changes, seal, onError, pollMs, heartbeatMs }: HubParts): Hub {
  const members = new Set<Subscriber>()
  const subscribers = new Set<Subscriber>()
  const underWay = new Map<string, Promise<Read>>()
  const inTurn = atMost(READERS)
  const reader = hubReader({
    changes,
    seal,
    pollMs,
    onError,
    deliver(frames, page) {
      for (const subscriber of subscribers) {
        if (page.behind) subscriber.resync(frames.id)
        else if (page.changes.length > 0) subscriber.deliver(frames)
      }
    },
  })
  const stopHints = changes.onHint(reader.hint)
  const heart = setInterval(() => void beat().catch(onError), heartbeatMs)
  unref(heart)
  let shown: string | null = null

  async function beat(): Promise<void> {
    const { position } = reader
    const sealed = position !== null && position !== shown ? await seal(position) : null
    // What came while it was sealed lies behind it, and clients must not go back.
    const id = reader.position === position ? sealed : null
    if (id !== null) shown = position
    for (const subscriber of subscribers) subscriber.beat(id)
  }

  async function* readUp({ page, frames }: Read, until: string): AsyncGenerator<Frames | null> {
    yield frames
    for (let last = page; last.more; ) {
      const read = await readOnce(last.next, until)
      last = read.page
      yield last.behind ? null : read.frames
    }
  }

  /** A page that several streams ask for at once is read once. */
  function readOnce(after: string, until: string): Promise<Read> {
    const key = JSON.stringify([after, until])
    const known = underWay.get(key)
    if (known) return known
    const read = inTurn(async () => {
      const page = await timeLimit(READ_MS, changes.read(after, { limit: CATCH_UP_PAGE, until }))
      return { page, frames: await framesOf(page.changes, page.next, seal) }
    }).finally(() => underWay.delete(key))
    underWay.set(key, read)
    return read
  }

  return {
    async join(subscriber, after) {
      members.add(subscriber)
      // Another node may have been further than this one is: the position must not lie behind where the hub is.
      if (reader.position === null || after !== null) await reader.refresh()
      const until = reader.position ?? ''
      if (members.has(subscriber)) subscribers.add(subscriber)
      const id = await seal(until)
      if (after === null) return { id, missed: null }
      const first = await readOnce(after, until)
      return { id, missed: first.page.behind ? null : readUp(first, until) }
    },
    leave(subscriber) {
      subscribers.delete(subscriber)
      members.delete(subscriber)
      if (members.size > 0) return
      reader.end()
      clearInterval(heart)
      stopHints()
    },
    hint: reader.hint,
    get empty() {
      return members.size === 0
    },
  }
}
