/** Sets a timer and gives its end; in place of `setTimeout` where a test plays with time. */
export type SetTimer = (run: () => void, ms: number) => () => void

/** Waiting that can be cut short. */
export interface Timers {
  /** Runs something later; gives what takes it back. */
  readonly set: SetTimer
  /** Waits, or until something says that it is worth a try. */
  pause(ms: number): Promise<void>
  /** Ends every pause. */
  wake(): void
}

const LONGEST_MS = 30_000
const FIRST_MS = 500

/** The usual timers. */
export const usualTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Makes timers. */
export function timersOf(set: SetTimer): Timers {
  const pausing = new Set<() => void>()
  return {
    set,
    pause: (ms) =>
      new Promise((resolve) => {
        const end = () => {
          stop()
          pausing.delete(end)
          resolve()
        }
        const stop = set(end, ms)
        pausing.add(end)
      }),
    wake() {
      for (const end of [...pausing]) end()
    },
  }
}

/** How long to wait after so many failures, in milliseconds: longer each time, and not all at the same instant. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)
}
