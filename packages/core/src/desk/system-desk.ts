import * as z from 'zod'
import type { Clock } from '../kernel/clock.js'
import { parseInput } from '../kernel/input.js'
import { deliverDue } from '../outbox/deliver.js'
import type { Runtime } from '../runtime/runtime.js'
import { fireDue } from '../timers/fire.js'
import { startWorker, type Worker, type WorkerOptions } from './worker.js'

/** What one `tick` did. */
export interface TickReport {
  /** Timers that were fired. */
  readonly timers: number
  /** Effects that were delivered, or tried. */
  readonly messages: number
}

/** What the desk does without a person, over all tenants. */
export interface SystemDesk {
  /** The clock that `createDesk` was given, the machine's if none: where it can be moved, time travel moves it. */
  readonly clock: Clock
  /**
   * Fires the timers and delivers the effects that are due, until none is left or the limit is reached. For cron jobs,
   * serverless functions and tests; many at once are fine.
   */
  tick(options?: { readonly limit?: number; readonly leaseMs?: number }): Promise<TickReport>
  /** When the next timer or effect is due; null when there is none. */
  nextWakeupAt(): Promise<Date | null>
  /** Ticks until stopped. Any number of workers, in any number of processes, share the work. */
  startWorker(options?: WorkerOptions): Worker
  /** Forgets idempotency keys that are older than so many hours, at least and by default 24. Returns how many. */
  forgetIdempotencyKeys(options?: { readonly olderThanHours?: number }): Promise<number>
  /** Forgets notifications in the inbox that are older than so many days, read or not; 90 if left out. Returns how many. */
  forgetNotifications(options?: { readonly olderThanDays?: number }): Promise<number>
}

const tickOptions = z.strictObject({
  limit: z.int().min(1).max(1_000_000).default(10_000),
  leaseMs: z.int().min(10).max(3_600_000).default(30_000),
})
const workerOptions = z.strictObject({
  pollMs: z.int().min(1).max(60_000).default(1_000),
  leaseMs: z.int().min(10).max(3_600_000).default(30_000),
  batchSize: z.int().min(1).max(1_000).default(100),
  concurrency: z.int().min(1).max(100).default(32),
})
const forgetOptions = z.strictObject({ olderThanHours: z.number().min(24).max(100_000).default(24) })
const forgetNotificationOptions = z.strictObject({ olderThanDays: z.number().min(1).max(36_500).default(90) })
const BATCH = 100
const HOUR_MS = 3_600_000

/** The desk as it works by itself. */
export function systemDesk(runtime: Runtime): SystemDesk {
  return {
    clock: runtime.givenClock,
    async tick(options = {}) {
      const { limit, leaseMs } = parseInput(tickOptions, options, 'tick')
      const fire = fireDue(runtime, leaseMs)
      const deliver = deliverDue(runtime, leaseMs)
      let timers = 0
      let messages = 0
      while (timers + messages < limit) {
        const batch = Math.min(BATCH, limit - timers - messages)
        const fired = await fire(batch)
        const left = Math.min(BATCH, limit - timers - messages - fired)
        const delivered = left > 0 ? await deliver(left) : 0
        timers += fired
        messages += delivered
        if (fired + delivered === 0) break
      }
      return { timers, messages }
    },
    async nextWakeupAt() {
      const wait = await runtime.store.nextWakeup()
      return wait === null ? null : new Date(runtime.clock.now() + wait)
    },
    startWorker: (options = {}) => startWorker(runtime, parseInput(workerOptions, options, 'startWorker')),
    async forgetIdempotencyKeys(options = {}) {
      const { olderThanHours } = parseInput(forgetOptions, options, 'forgetIdempotencyKeys')
      return runtime.store.forgetIdempotencyKeys(Math.floor(runtime.clock.now() - olderThanHours * HOUR_MS))
    },
    async forgetNotifications(options = {}) {
      const { olderThanDays } = parseInput(forgetNotificationOptions, options, 'forgetNotifications')
      return runtime.store.forgetNotifications(Math.floor(runtime.clock.now() - olderThanDays * 24 * HOUR_MS))
    },
  }
}
