import { retryDelay } from '../kernel/backoff.js'
import { nextTurn, sleep } from '../kernel/system.js'
import { claimMessages } from '../outbox/deliver.js'
import { commitInGroups } from '../runtime/commit-in-groups.js'
import type { Runtime } from '../runtime/runtime.js'
import { type WorkLine, workLine } from '../runtime/work-line.js'
import { claimTimers } from '../timers/fire.js'

/** How a worker works. */
export interface WorkerOptions {
  /** Longest pause between two looks into the store, in milliseconds; 1,000 if left out. */
  readonly pollMs?: number
  /** How long claimed work is the worker's, in milliseconds; 30,000 if left out. */
  readonly leaseMs?: number
  /** How many timers and messages are claimed at once; 100 if left out. At most two batches of each are held. */
  readonly batchSize?: number
  /**
   * How many timers are fired at once, each of another ticket; 32 if left out. Those share the statements that commit them,
   * and wait for the store's connections like everybody else. 1 fires one after the other.
   */
  readonly concurrency?: number
}

/** A running worker. */
export interface Worker {
  /**
   * Claims nothing more, gives back what is not begun, finishes the rest, and resolves. A handler that is at work is
   * waited for, no longer than the lease.
   */
  stop(): Promise<void>
}

/** While a line has no room, the other is looked after this often. */
const CROWDED_MS = 250

/**
 * While a line drains, the other, of which nothing more was due, is looked after every so many rounds: so what timers send
 * is delivered in batches too.
 */
const ROUNDS_PASSED = 8

/** Works until stopped. */
export function startWorker(runtime: Runtime, options: Required<WorkerOptions>): Worker {
  const { pollMs, leaseMs, batchSize, concurrency } = options
  const failed: { readonly error: unknown }[] = []
  let running = true
  let rounds = 0
  let news = false
  // What cuts the present pause short.
  let until: 'news' | 'room' | 'commit' = 'news'
  let pause: ReturnType<typeof sleep> | null = null
  let crowded: ReadonlySet<WorkLine> = new Set()

  const forget = runtime.onWake(() => {
    news = true
    if (until !== 'room') pause?.wake()
  })
  // A ticket's next message can be claimed when the one before is settled.
  const onSettled = (line: WorkLine) => {
    news = true
    if (until === 'news' || (until === 'room' && crowded.has(line) && line.hasRoom())) pause?.wake()
  }
  const onFailure = (error: unknown) => void failed.push({ error })
  const common = { batchSize, onSettled, onFailure }
  const lines = [
    workLine(claimTimers({ ...runtime, store: commitInGroups(runtime.store) }, leaseMs), {
      ...common,
      atOnce: concurrency,
    }),
    workLine(claimMessages(runtime, leaseMs), { ...common, atOnce: Number.POSITIVE_INFINITY }),
  ]

  async function rest(milliseconds: number, cut: typeof until): Promise<void> {
    until = cut
    pause = sleep(milliseconds)
    await pause.done
    pause = null
    until = 'news'
  }

  async function idle(): Promise<void> {
    while (!lines.every((line) => line.isIdle())) await rest(leaseMs, 'news')
  }

  async function round(): Promise<void> {
    const drained = lines.filter((line) => line.drains() && line.hasRoom())
    const all = drained.length === 0 || rounds % ROUNDS_PASSED === 0
    rounds += 1
    await Promise.all((all ? lines : drained).map((line) => line.claim()))
    if (lines.some((line) => line.isSuspicious())) {
      // It ends nobody's process but its own.
      await idle()
      for (const line of lines) await line.doSuspect()
    }
    const [failure] = failed.splice(0)
    if (failure) throw failure.error
  }

  async function restIfIdle(): Promise<void> {
    if (lines.some((line) => line.drains() && line.hasRoom())) return nextTurn()
    crowded = new Set(lines.filter((line) => !line.hasRoom()))
    if (crowded.size > 0) return rest(Math.min(pollMs, CROWDED_MS), 'room')
    const wait = Math.min(pollMs, (await runtime.store.nextWakeup()) ?? pollMs)
    return news || !running || wait <= 0 ? nextTurn() : rest(wait, 'news')
  }

  async function work(): Promise<void> {
    for (let failures = 0; running; ) {
      news = false
      try {
        await round()
        failures = 0
        if (running) await restIfIdle()
      } catch (error) {
        failures += 1
        runtime.report(error)
        if (running) await rest(Math.min(60_000, retryDelay(failures, runtime.random)), 'commit')
      }
    }
    await idle()
    for (const { error } of failed.splice(0)) runtime.report(error)
  }
  const done = work()
  return {
    async stop() {
      running = false
      forget()
      for (const line of lines) line.stop()
      pause?.wake()
      await done
    },
  }
}
