/** Something to be timed: does its work so many times. */
export type Work = (times: number) => void | Promise<void>

/** Does its work so many times and says how many microseconds that took. */
export type TimedWork = (times: number) => Promise<number>

/** How long to measure. */
export interface Effort {
  readonly rounds: number
  /** How long one case should take in a round, in milliseconds. */
  readonly roundMs: number
}

/** Enough for a steady median, and short enough to be run often. */
const usualEffort: Effort = { rounds: 9, roundMs: 120 }

/**
 * Times cases in turns, each round in a rotated order, so that a change of the machine's mood hits all alike.
 *
 * @returns for each case the microseconds per unit of work, one figure a round
 */
export async function interleaveTimed<Name extends string>(
  cases: Readonly<Record<Name, TimedWork>>,
  effort: Effort,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(cases) as Name[]
  const times = new Map<Name, number>()
  for (const name of names) times.set(name, await calibrate(cases[name], effort.roundMs))
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < effort.rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] as Name
      const count = times.get(name) ?? 1
      figures[name].push((await cases[name](count)) / count)
    }
  }
  return figures
}

/** Times cases of this process in turns, by the CPU time that they take of it. */
export function interleave<Name extends string>(
  cases: Readonly<Record<Name, Work>>,
  effort: Effort = usualEffort,
): Promise<Record<Name, number[]>> {
  const timed = Object.entries<Work>(cases).map(([name, work]) => [
    name,
    (times: number) => {
      // So that one case does not pay for another's garbage.
      globalThis.gc?.()
      return cpuMicroseconds(() => work(times))
    },
  ])
  return interleaveTimed(Object.fromEntries(timed) as Record<Name, TimedWork>, effort)
}

/** The CPU time that some work takes of this process, in microseconds. */
export async function cpuMicroseconds(work: () => void | Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}

/** The figures as work per second. */
export function perSecond(microseconds: readonly number[]): number[] {
  return microseconds.map((figure) => 1_000_000 / figure)
}

// Runs long enough that the just-in-time compiler has settled before the first round.
async function calibrate(work: TimedWork, roundMs: number): Promise<number> {
  let times = 1
  for (;;) {
    const spent = await work(times)
    if (spent > roundMs * 1_000) return Math.max(1, Math.round((times * roundMs * 1_000) / spent))
    times *= spent > roundMs * 100 ? 2 : 4
  }
}
