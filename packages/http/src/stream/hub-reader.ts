import type { ChangePage, TenantChanges } from '@docket/core'
import { unref } from '../handler/unref.js'
import { type Frames, framesOf } from './frames.js'
import { timeLimit } from './time-limit.js'

/** A read that takes longer is given up, and begun anew. */
export const READ_MS = 5_000
/** So many changes are read, and written to each client, at once. */
const PAGE = 100
/** Reads are at least so far apart, so that what comes in a burst is written at once. */
const GAP_MS = 20
/** After so long without a change, the store is asked less often by so much. */
const [QUIET_MS, QUIET_FACTOR] = [30_000, 5]
/** What is held back by an older transaction is asked for again this soon at first. */
const HELD_MS = 25

/** The one reader of a tenant's changes in a process. */
export interface HubReader {
  /** Where it is; null before it has begun. */
  readonly position: string | null
  /** Reads up to what there is from now on. */
  refresh(): Promise<void>
  /** Something may have been committed. */
  readonly hint: () => void
  end(): void
}

/** What a reader reads, and who is told. */
export interface HubReaderParts {
  readonly changes: TenantChanges
  readonly seal: (position: string) => Promise<string>
  readonly pollMs: number
  readonly onError: (error: unknown) => void
  /** Is told of a page in the turn in which the reader's position moves behind it. */
  readonly deliver: (frames: Frames, page: ChangePage) => void
}

/** Makes a reader: it reads when it is hinted at, and every while without; and not at all once it was ended. */
export function hubReader({ changes, seal, pollMs, onError, deliver }: HubReaderParts): HubReader {
  let position: string | null = null
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let [ended, hinted, failing] = [false, false, false]
  let [begunAt, changedAt, heldMs] = [Number.NEGATIVE_INFINITY, performance.now(), HELD_MS]

  function begin(): Promise<void> {
    clearTimeout(timer)
    begunAt = performance.now()
    hinted = false
    reading = readUp().finally(() => {
      reading = null
    })
    return reading
  }

  async function readUp(): Promise<void> {
    try {
      let at: string = position ?? (await timeLimit(READ_MS, changes.position()))
      position = at
      for (let more = true; more && !ended; ) {
        const page = await timeLimit(READ_MS, changes.read(at, { limit: PAGE }))
        const frames = await framesOf(page.changes, page.next, seal)
        at = page.next
        position = at
        deliver(frames, page)
        if (page.behind || page.changes.length > 0) changedAt = performance.now()
        heldMs = page.held ? Math.min(pollMs, heldMs * 2) : HELD_MS
        more = page.more
        if (!more) readIn(hinted ? untilGap() : page.held ? heldMs : idleMs())
      }
      failing = false
    } catch (error) {
      // Of an outage it is told once; everybody else keeps asking too.
      if (!failing) onError(error)
      failing = true
      readIn(pollMs)
      throw error
    }
  }

  const untilGap = () => Math.max(0, begunAt + GAP_MS - performance.now())
  const idleMs = () => (performance.now() - changedAt > QUIET_MS ? QUIET_FACTOR * pollMs : pollMs)

  function readIn(milliseconds: number): void {
    clearTimeout(timer)
    if (ended) return
    timer = setTimeout(() => {
      if (reading === null) begin().catch(() => {})
    }, milliseconds)
    unref(timer)
  }

  return {
    get position() {
      return position
    },
    refresh() {
      if (reading === null) return begin()
      next ??= reading
        .catch(() => {})
        .then(() => {
          next = null
          return reading ?? begin()
        })
      return next
    },
    hint() {
      hinted = true
      if (reading === null) readIn(untilGap())
    },
    end() {
      ended = true
      clearTimeout(timer)
    },
  }
}
