import type { Outcome } from '../store/port.js'
import { ASIDE_AT_ONCE } from './aside-pool.js'
import { bySuspicion } from './claimed-work.js'

/** How work is done that waits for somebody outside. */
export interface Aside {
  /** For whom it waits. */
  readonly lane: string
  /** What becomes of it where too much waits already. */
  readonly crowded: Outcome
}

/** A claimed timer or outbox message, as a worker sees it. */
export interface Task {
  /** Its ticket, among those of all tenants. Of one ticket's tasks of a kind, a worker does one at a time. */
  readonly ticket: string
  /** Counts the claims, this one included, but none that gave it back. */
  readonly attempts: number
  /**
   * There for work that waits for somebody outside: it is done beside all else. Whether it may have ended its process, it
   * sees to itself.
   */
  readonly aside?: Aside
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

/** What a claim gave. */
export interface Claimed {
  readonly fresh: readonly Task[]
  /** What is done beside all else. */
  readonly aside: readonly Task[]
  /** A task that may have ended its process before: to be done when all else is settled. */
  readonly suspect: Task | null
  /** Whether all that was asked for was there, so that more is due. */
  readonly full: boolean
}

/**
 * Makes claims that hold one suspect at most, so that what ends its process is counted and what only shared its claims is
 * not. Other suspects go back as if never claimed; the next claim after one is of one task.
 */
export function claimCarefully(claim: ClaimTasks): (limit: number) => Promise<Claimed> {
  let suspicious = false
  return async (limit) => {
    const most = suspicious ? 1 : limit
    const tasks = await claim(most)
    const aside = tasks.filter((task) => task.aside !== undefined)
    const apart = bySuspicion(aside.length === 0 ? tasks : tasks.filter((task) => task.aside === undefined))
    const [suspect = null, ...others] = apart.suspect
    suspicious = suspect !== null
    await Promise.all(others.map((task) => task.settle(GIVEN_BACK)))
    return { fresh: apart.fresh, aside, suspect, full: tasks.length === most }
  }
}

/**
 * Makes a function that claims due work and does it: what is fresh at once or in turn, then what is suspect, and beside
 * them, some at once, what waits for somebody outside. It returns how much was done.
 */
export function doDue(claim: ClaimTasks, order: 'atOnce' | 'inTurn'): (limit: number) => Promise<number> {
  const claimTasks = claimCarefully(claim)
  return async (limit) => {
    const { fresh, aside, suspect } = await claimTasks(limit)
    const beside = doAside(aside)
    try {
      const ends = order === 'atOnce' ? fresh.map(runAndSettle) : (await runInTurn(fresh)).map((end) => end())
      const ended = await Promise.allSettled(ends)
      if (suspect) ended.push(...(await Promise.allSettled([runAndSettle(suspect)])))
      ended.push(...(await beside))
      const failed = ended.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    } finally {
      await beside
    }
    return fresh.length + aside.length + (suspect ? 1 : 0)
  }
}

/** Does tasks, so many at once, and says how each ended. */
async function doAside(tasks: readonly Task[]): Promise<readonly PromiseSettledResult<void>[]> {
  const left = [...tasks]
  const ended: PromiseSettledResult<void>[] = []
  async function work(): Promise<void> {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      ended.push(...(await Promise.allSettled([runAndSettle(task)])))
    }
  }
  await Promise.all(Array.from({ length: ASIDE_AT_ONCE }, work))
  return ended
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
