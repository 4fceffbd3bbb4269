import { createParser } from 'eventsource-parser'
import { ClientError } from './client-error.js'
import type { Sender } from './sender.js'
import type { Channel, Tabs } from './tabs.js'
import { backOff, type Timers } from './timers.js'

/** What the stream tells: that a ticket has changed, or that anything may have. */
export type LiveEvent =
  | { readonly type: 'change'; readonly ticketId: string; readonly version: number }
  | { readonly type: 'resync' }

/** Live updates while they are wanted. */
export interface Live {
  start(): void
  stop(): void
}

/** What live updates are made of. */
interface LiveOptions {
  readonly prefix: string
  readonly tabs: Tabs | null
  readonly sender: Sender
  readonly timers: Timers
  readonly handle: (event: LiveEvent) => void
}

/** What a tab tells the others: an event or none, and how far the stream is. */
interface Told {
  readonly event: LiveEvent | null
  readonly id: string | null
}

/** The desk shows every 15 s that a stream is alive: one that is silent for longer is dead, and so is the tab that has it. */
const SILENCE_MS = 45_000
const POLL_MS = 30_000

/** Makes live updates: one stream for all tabs, held by whichever tab has the lock. */
export function liveOf({ prefix, tabs, sender, timers, handle }: LiveOptions): Live {
  let running: { readonly abort: AbortController; readonly channel: Channel | null } | null = null

  function start(): void {
    if (running) return
    const abort = new AbortController()
    const { signal } = abort
    const channel = tabs?.channel(`${prefix}live`) ?? null
    running = { abort, channel }
    const place = { id: null as string | null }
    if (!tabs || !channel) {
      void follow(place, signal, () => {})
      return
    }

    // Where the tab that has the stream is frozen, this one has its own until it hears again.
    let own: AbortController | null = null
    let unwatch = () => {}
    const quiet = () => {
      own?.abort()
      unwatch()
    }
    const watch = () => {
      quiet()
      unwatch = timers.set(() => {
        own = new AbortController()
        void follow(place, own.signal, () => {})
      }, SILENCE_MS)
    }
    channel.onmessage = ({ data }) => {
      const { event, id } = data as Told
      watch()
      place.id = id
      if (event) handle(event)
    }
    signal.addEventListener('abort', quiet)
    watch()
    const lead = async () => {
      quiet()
      channel.onmessage = null
      await follow(place, signal, (event) => {
        if (!signal.aborted) channel.postMessage({ event, id: place.id } satisfies Told)
      })
    }
    void tabs.locks.request(`${prefix}live`, { signal }, lead).catch(() => {})
  }

  /** Has a stream until the signal. */
  async function follow(place: { id: string | null }, signal: AbortSignal, tell: (event: LiveEvent | null) => void) {
    const told = (event: LiveEvent) => {
      handle(event)
      tell(event)
    }
    for (let failures = 0; !signal.aborted; failures += 1) {
      if (!sender.streams) {
        await timers.pause(POLL_MS)
        if (!signal.aborted) told({ type: 'resync' })
        continue
      }
      let wait: number | null = null
      const abort = new AbortController()
      const end = () => abort.abort()
      signal.addEventListener('abort', end)
      let unwatch = timers.set(end, SILENCE_MS)
      const parser = createParser({
        onRetry: (ms) => {
          wait = ms
        },
        onEvent: ({ id, event, data }) => {
          // What came before the first place is not told of: it is read anew.
          const behind = event === 'resync' || (event === 'ready' && place.id === null)
          if (id !== undefined) place.id = id
          if (behind) told({ type: 'resync' })
          else if (event === 'change') told(changeOf(data))
        },
      })
      try {
        const headers = place.id === null ? {} : { 'last-event-id': place.id }
        await sender.stream(
          { path: 'stream', headers },
          (text) => {
            if (abort.signal.aborted) return
            failures = 0
            unwatch()
            unwatch = timers.set(end, SILENCE_MS)
            parser.feed(text)
            tell(null)
          },
          abort.signal,
        )
      } catch (error) {
        if (error instanceof ClientError) wait = error.retryAfterMs
      }
      unwatch()
      signal.removeEventListener('abort', end)
      if (!signal.aborted) await timers.pause(Math.max(wait ?? 0, backOff(failures)))
    }
  }

  return {
    start,
    stop() {
      running?.abort.abort()
      running?.channel?.close()
      running = null
      // Ends what waits for its next try.
      timers.wake()
    },
  }
}

function changeOf(data: string): LiveEvent {
  const { ticketId, version } = JSON.parse(data) as { readonly ticketId: string; readonly version: number }
  return { type: 'change', ticketId, version }
}
