import { asidePool } from './aside-pool.js'
import { type ClaimTasks, claimCarefully, GIVEN_BACK, type Task } from './task.js'

/** How a line works. */
export interface WorkLineOptions {
  /** How much is claimed at once; no more than twice as much is held. */
  readonly batchSize: number
  /** How many tasks are done at once. */
  readonly atOnce: number
  /** Is told when a task is settled. */
  readonly onSettled: (line: WorkLine) => void
  /** Is told when the store failed to settle one. */
  readonly onFailure: (error: unknown) => void
}

/** What a worker has claimed of one kind of work and not yet settled. */
export interface WorkLine {
  /** Whether there is room for another batch. */
  hasRoom(): boolean
  /** Whether the last claim came back full, so that more is due. */
  drains(): boolean
  /** Whether something is claimed that may have ended its process before. */
  isSuspicious(): boolean
  /** Whether everything but that is settled; what waits for somebody outside counts only once the line is stopped. */
  isIdle(): boolean
  /** Claims a batch, if there is room, and begins with it. */
  claim(): Promise<void>
  /** Does that. */
  doSuspect(): Promise<void>
  /** Gives back what is not begun, begins nothing more. */
  stop(): void
}

/**
 * Makes a line of work: claimed in batches, begun in the order of the claims, so many at once, and of one ticket never two.
 * A batch is claimed while another is worked on, and a slow task holds up nobody. What waits for somebody outside is done
 * beside it, takes no place of anything else, and goes back for a while where there is no room.
 */
export function workLine(claim: ClaimTasks, options: WorkLineOptions): WorkLine {
  const { batchSize, atOnce, onSettled, onFailure } = options
  const waiting: Task[] = []
  const tickets = new Set<string>()
  const claimTasks = claimCarefully(claim)
  const aside = asidePool(
    (task) => end(task, () => task.run()),
    () => onSettled(line),
  )
  let suspect: Task | null = null
  let running = 0
  let unsettled = 0
  let full = false
  let stopped = false

  function begin(): void {
    while (running < atOnce) {
      const place = waiting.findIndex(({ ticket }) => !tickets.has(ticket))
      const [task] = place < 0 ? [] : waiting.splice(place, 1)
      if (task === undefined) return
      void carryOut(task, () => run(task))
    }
  }

  async function run(task: Task) {
    running += 1
    tickets.add(task.ticket)
    try {
      return await task.run()
    } finally {
      running -= 1
      tickets.delete(task.ticket)
      begin()
    }
  }

  async function carryOut(task: Task, work: () => ReturnType<Task['run']>): Promise<void> {
    unsettled += 1
    await end(task, work)
    unsettled -= 1
    onSettled(line)
  }

  async function end(task: Task, work: () => ReturnType<Task['run']>): Promise<void> {
    try {
      const outcome = await work()
      if (outcome) await task.settle(outcome)
    } catch (error) {
      onFailure(error)
    }
  }

  function giveBack(tasks: readonly Task[]): void {
    for (const task of tasks) void carryOut(task, async () => GIVEN_BACK)
  }

  const line: WorkLine = {
    hasRoom: () => suspect === null && waiting.length + unsettled <= batchSize,
    drains: () => full,
    isSuspicious: () => suspect !== null,
    isIdle: () => waiting.length + unsettled === 0 && (!stopped || aside.isIdle()),
    async claim() {
      if (!line.hasRoom()) return
      const claimed = await claimTasks(batchSize)
      full = claimed.full
      if (stopped) return giveBack([...claimed.fresh, ...claimed.aside, ...(claimed.suspect ? [claimed.suspect] : [])])
      for (const task of claimed.aside) {
        if (!aside.take(task)) void carryOut(task, async () => task.aside?.crowded ?? GIVEN_BACK)
      }
      waiting.push(...claimed.fresh)
      suspect = claimed.suspect
      begin()
    },
    async doSuspect() {
      const task = suspect
      suspect = null
      if (task) await carryOut(task, () => run(task))
    },
    stop() {
      stopped = true
      giveBack([...waiting.splice(0), ...aside.stop()])
      if (suspect) giveBack([suspect])
      suspect = null
    },
  }
  return line
}
