import type { Task } from './task.js'

/** So many tasks are done aside at once. */
export const ASIDE_AT_ONCE = 32

/** So many of them wait for the same one, so that a few who never answer leave room for the others. */
const OF_LANE_AT_ONCE = 4

/** So much is held, begun or not. */
const HELD = 4 * ASIDE_AT_ONCE
const HELD_OF_LANE = 4 * OF_LANE_AT_ONCE

/** Work that waits for somebody outside, and is done beside a line. */
export interface AsidePool {
  /** Takes a task and does it when its turn comes; false where there is no room. */
  take(task: Task): boolean
  /** Whether everything that was taken is done. */
  isIdle(): boolean
  /** Begins nothing more, and gives what is not begun. */
  stop(): readonly Task[]
}

/**
 * Makes a pool of work that is done aside.
 *
 * @param carryOut - does a task and settles it; never rejects
 * @param onEnd - is told when the place of one is free again
 */
export function asidePool(carryOut: (task: Task) => Promise<void>, onEnd: () => void): AsidePool {
  const waiting: Task[] = []
  const running = new Map<string, number>()
  let runningAll = 0
  const laneOf = ({ aside }: Task) => aside?.lane ?? ''
  const runningOf = (lane: string) => running.get(lane) ?? 0

  function begin(): void {
    while (runningAll < ASIDE_AT_ONCE) {
      const place = waiting.findIndex((task) => runningOf(laneOf(task)) < OF_LANE_AT_ONCE)
      const [task] = place < 0 ? [] : waiting.splice(place, 1)
      if (task === undefined) return
      void run(task)
    }
  }

  function count(lane: string, change: 1 | -1): void {
    runningAll += change
    const now = runningOf(lane) + change
    if (now === 0) running.delete(lane)
    else running.set(lane, now)
  }

  async function run(task: Task): Promise<void> {
    const lane = laneOf(task)
    count(lane, 1)
    await carryOut(task)
    count(lane, -1)
    begin()
    onEnd()
  }

  return {
    take(task) {
      const lane = laneOf(task)
      const heldOfLane = runningOf(lane) + waiting.filter((other) => laneOf(other) === lane).length
      if (runningAll + waiting.length >= HELD || heldOfLane >= HELD_OF_LANE) return false
      waiting.push(task)
      begin()
      return true
    },
    isIdle: () => runningAll + waiting.length === 0,
    stop: () => waiting.splice(0),
  }
}
