import { asClientError } from './client-error.js'

/** Sets a timer and gives its end; in place of `setTimeout` where a test plays with time. */
export type SetTimer = (run: () => void, ms: number) => () => void

/** Waiting that can be cut short. */
export interface Timers {
  /** Runs something later; gives what takes it back. */
  readonly set: SetTimer
  /** Waits, an hour at most, or until something says that it is worth a try. */
  pause(ms: number): Promise<void>
  /** Ends every pause. */
  wake(): void
  /** Tries so many times, as long as it may succeed and `wanted`, with a pause after each failure. */
  retry<Value>(attempt: () => Promise<Value>, attempts: number, wanted?: () => boolean): Promise<Value>
}

const LONGEST_MS = 30_000
/** Whatever was asked for: timers take too long a wait, of 25 days, for none. */
const LONGEST_PAUSE_MS = 3_600_000
const FIRST_MS = 500

/** The usual timers. */
export const usualTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Makes timers. */
export function timersOf(set: SetTimer): Timers {
  const pausing = new Set<() => void>()
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        stop()
        pausing.delete(end)
        resolve()
      }
      const stop = set(end, Math.min(ms, LONGEST_PAUSE_MS))
      pausing.add(end)
    })
  return {
    set,
    pause,
    async retry(attempt, attempts, wanted = () => true) {
      for (let failures = 1; ; failures += 1) {
        try {
          return await attempt()
        } catch (thrown) {
          const error = asClientError(thrown)
          // An agent may be full for days; a desk that is busy says when to ask again.
          const refused =
            !error.retryable || (error.status === 409 && !error.retryAfterMs && error.code !== 'OTHER_USER')
          if (refused || failures >= attempts || !wanted()) throw error
          await pause(error.retryAfterMs ?? backOff(failures))
          if (!wanted()) throw error
        }
      }
    },
    wake() {
      for (const end of [...pausing]) end()
    },
  }
}

/** How long to wait after so many failures, in milliseconds: longer each time, and not all at the same instant. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)
}
