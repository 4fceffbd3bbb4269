import { asClientError } from './client-error.js'
import type { ClientParts } from './client-parts.js'
import { eventReader } from './event-stream.js'
import { backOff } from './timers.js'

/** What the stream tells: that a ticket has changed, or, by null, that anything may have. */
export type LiveEvent = { readonly ticketId: string; readonly version: number } | null

/** What a tab tells the others: an event or none, and how far the stream is. */
interface Told {
  readonly event?: LiveEvent
  readonly id: string | null
}

/** The desk shows every 15 s that a stream is alive: one that is silent for longer is dead, and so is the tab that has it. */
const SILENCE_MS = 45_000
const POLL_MS = 30_000

/** Follows what happens until the function that it gives is called: one stream for all tabs, held by whichever has the lock. */
export function goLive({ prefix, tabs, sender, timers }: ClientParts, handle: (event: LiveEvent) => void): () => void {
  const closing = sender.newAbort()
  const { signal } = closing
  const name = `${prefix}live`
  let place: string | null = null

  /** Has a stream until the function that it gives is called. */
  function follow(tell: (told: Told) => void): () => void {
    let wanted = true
    let abort = sender.newAbort()
    const told = (event: LiveEvent) => {
      handle(event)
      tell({ event, id: place })
    }

    async function run(): Promise<void> {
      for (let failures = 0; wanted; failures += 1) {
        if (!sender.streams) {
          await timers.pause(POLL_MS)
          if (wanted) told(null)
          continue
        }
        let wait = 0
        abort = sender.newAbort()
        const end = () => abort.abort()
        let unwatch = timers.set(end, SILENCE_MS)
        const read = eventReader(
          ({ type, data, id }) => {
            failures = 0
            // What came before the first place is not told of: it is read anew.
            const behind = type === 'resync' || (type === 'ready' && place === null)
            place = id ?? place
            if (behind) told(null)
            else if (type === 'change') told(JSON.parse(data) as LiveEvent)
          },
          (ms) => {
            wait = ms
          },
        )
        const onText = (text: string) => {
          if (!wanted) return
          unwatch()
          unwatch = timers.set(end, SILENCE_MS)
          read(text)
          tell({ id: place })
        }
        try {
          await sender.stream(place, onText, abort.signal)
        } catch (thrown) {
          wait = asClientError(thrown).retryAfterMs ?? wait
        }
        unwatch()
        if (wanted) await timers.pause(Math.max(wait, backOff(failures)))
      }
    }

    void run()
    return () => {
      wanted = false
      abort.abort()
      // Ends what waits for its next try.
      timers.wake()
    }
  }

  if (!tabs) return follow(() => {})

  // Where the tab that has the stream is frozen, this one has its own until it hears again.
  const channel = tabs.channel(name)
  let stop = () => {}
  const watch = () => {
    stop()
    const unwatch = timers.set(() => {
      stop = follow(() => {})
    }, SILENCE_MS)
    stop = unwatch
  }
  channel.onmessage = ({ data }) => {
    const { event, id } = data as Told
    watch()
    place = id
    if (event !== undefined) handle(event)
  }
  watch()
  const lead = () =>
    new Promise<void>((resolve) => {
      stop()
      channel.onmessage = null
      stop = follow((told) => channel.postMessage(told))
      signal.addEventListener('abort', () => resolve())
    })
  void tabs.locks.request(name, { signal }, lead).catch(() => {})
  return () => {
    stop()
    closing.abort()
    channel.close()
  }
}
