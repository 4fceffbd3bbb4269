import type { Outcome } from '../store/port.js'
import { bySuspicion } from './claimed-work.js'

/** A claimed timer or outbox message, as a worker sees it. */
export interface Task {
  /** Its ticket, among those of all tenants. Of one ticket's tasks of a kind, a worker does one at a time. */
  readonly ticket: string
  /** Counts the claims, this one included, but none that gave it back. */
  readonly attempts: number
  /** Does it; null when its commit, or somebody else, has settled it. */
  run(): Promise<Outcome | null>
  /** Ends its lease. Rejects when the store fails. */
  settle(outcome: Outcome): Promise<void>
}

/** Claims due work of one kind, at most so much. */
export type ClaimTasks = (limit: number) => Promise<readonly Task[]>

/** The outcome of a task that was not begun: due again at once, for any worker, and the claim does not count. */
export const GIVEN_BACK: Outcome = { kind: 'wait', delayMs: 0, error: null }

/** A ticket's name among the tickets of all tenants. */
export function ticketName(tenant: string, ticketId: string): string {
  return JSON.stringify([tenant, ticketId])
}

/**
 * Claims due work and does it: what is fresh at once or in turn, then what is suspect, one after the other. Returns how
 * much was claimed.
 */
export async function doDue(claim: ClaimTasks, limit: number, fresh: 'atOnce' | 'inTurn'): Promise<number> {
  const tasks = await claim(limit)
  const apart = bySuspicion(tasks)
  const ends = fresh === 'atOnce' ? apart.fresh.map(runAndSettle) : (await runInTurn(apart.fresh)).map((end) => end())
  const ended = await Promise.allSettled(ends)
  for (const task of apart.suspect) ended.push(...(await Promise.allSettled([runAndSettle(task)])))
  const failed = ended.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return tasks.length
}

/** Does a task and settles it. */
async function runAndSettle(task: Task): Promise<void> {
  const outcome = await task.run()
  if (outcome) await task.settle(outcome)
}

/** Does tasks one after the other, and gives what settles them, so that it can be one statement. */
async function runInTurn(tasks: readonly Task[]): Promise<(() => Promise<void>)[]> {
  const ends: (() => Promise<void>)[] = []
  for (const task of tasks) {
    const outcome = await task.run()
    if (outcome) ends.push(() => task.settle(outcome))
  }
  return ends
}
