import { inspect } from 'node:util'
import { seededRandom } from '../random/seeded-random.js'
import { type Divergence, type PlannedCommand, play, type Stage } from './play.js'
import { shrink } from './shrink.js'
import { pickKind, type StepKind } from './step.js'

/** How long a run is, and how it is repeated. */
export interface DifferentialOptions {
  /** The same seed gives the same commands. */
  readonly seed: number
  /** How many commands to run. */
  readonly commands: number
  /** How many runs may be spent on shortening a failure; 60 when left out. */
  readonly shrinkRuns?: number
}

/** What a run without a divergence did. */
export interface DifferentialReport {
  readonly seed: number
  readonly commands: number
  /** Commands that were run, by kind. A kind that found nothing to work on is not counted. */
  readonly byKind: Readonly<Record<string, number>>
  /** Answers that were a conflict or an error, by its kind or code. */
  readonly refusals: Readonly<Record<string, number>>
}

/** Two sides gave different answers to the same command. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError'
  readonly seed: number
  /** The first divergence of the shortened run. */
  readonly divergence: Divergence
  /** The commands of the shortened run, the last of which diverges. */
  readonly commands: readonly PlannedCommand[]

  constructor(seed: number, divergence: Divergence, commands: readonly PlannedCommand[], index: number) {
    const show = (value: unknown) =>
      inspect(value, { depth: 8, maxStringLength: 200, maxArrayLength: 40, breakLength: 120 })
    super(
      [
        `Two sides diverged with the seed ${seed} at command ${index}; ${commands.length} commands are enough:`,
        ...commands.slice(-20).map(({ kind, seed: own }) => `  ${kind} (${own})`),
        `What: ${show(divergence.what)}`,
        `Where: ${divergence.place}`,
        `Left: ${show(divergence.left)}`,
        `Right: ${show(divergence.right)}`,
      ].join('\n'),
    )
    this.seed = seed
    this.divergence = divergence
    this.commands = commands
  }
}

/**
 * Runs the same random commands on two sides and compares every answer and, in the end, everything that they hold.
 *
 * @throws DivergenceError with the seed and a shortened list of commands when the sides disagree
 */
export async function differentialRunOf<World, Side>(
  { seed, commands, shrinkRuns = 60 }: DifferentialOptions,
  kinds: readonly StepKind<World, Side>[],
  open: () => Promise<Stage<World, Side>>,
): Promise<DifferentialReport> {
  const random = seededRandom(seed)
  const planned = Array.from({ length: commands }, () => ({
    kind: pickKind(kinds, random).kind,
    seed: random.below(2 ** 32),
  }))
  const run = async (some: readonly PlannedCommand[]) => play(await open(), kinds, some)
  const { divergence, ...done } = await run(planned)
  if (divergence === null) return { seed, commands, ...done }

  const failing = planned.slice(0, divergence.index + 1)
  const shortest = await shrink(failing, async (some) => (await run(some)).divergence !== null, shrinkRuns)
  const again = await run(shortest)
  // A failure that does not come again is shown as it came first.
  if (again.divergence === null) throw new DivergenceError(seed, divergence, failing, divergence.index)
  throw new DivergenceError(seed, again.divergence, shortest.slice(0, again.divergence.index + 1), divergence.index)
}
