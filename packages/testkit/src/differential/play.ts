import { seededRandom } from '../random/seeded-random.js'
import { answerOf, firstDifference, sameAnswer } from './answer.js'
import type { StepKind } from './step.js'

/** A command of a run: its kind, and the seed of everything that is random in it. */
export interface PlannedCommand {
  readonly kind: string
  readonly seed: number
}

/** Where two sides first said something else. */
export interface Divergence {
  /** The command's place in the run; the number of commands when the final contents differ. */
  readonly index: number
  readonly kind: string
  readonly what: unknown
  /** Where in the answers the first difference is, from the outside in. */
  readonly place: string
  /** What the first side has there. */
  readonly left: unknown
  /** What the second side has there. */
  readonly right: unknown
}

/** What a run did. */
export interface PlayResult {
  readonly divergence: Divergence | null
  /** Commands that were run, by kind. A kind that found nothing to work on is not counted. */
  readonly byKind: Readonly<Record<string, number>>
  /** Answers that were a conflict or an error, by its kind or code. */
  readonly refusals: Readonly<Record<string, number>>
}

/** Two sides in their first state, and what the run knows of them. */
export interface Stage<World, Side> {
  readonly world: World
  readonly left: Side
  readonly right: Side
  /** Everything that a side holds in the end. */
  contents(side: Side): Promise<unknown>
  end(): Promise<void>
}

/** Runs the commands on both sides, one after the other, until they disagree. */
export async function play<World, Side>(
  stage: Stage<World, Side>,
  kinds: readonly StepKind<World, Side>[],
  commands: readonly PlannedCommand[],
): Promise<PlayResult> {
  const { world, left, right } = stage
  const byKind: Record<string, number> = {}
  const refusals: Record<string, number> = {}
  try {
    for (const [index, { kind: name, seed }] of commands.entries()) {
      const prepared = await kinds.find(({ kind }) => kind === name)?.prepare(world, seededRandom(seed))
      if (prepared === null || prepared === undefined) continue
      const [onLeft, onRight] = [
        await answerOf(() => prepared.run(left, true)),
        await answerOf(() => prepared.run(right, false)),
      ]
      byKind[name] = (byKind[name] ?? 0) + 1
      const refusal = refusalOf(onLeft)
      if (refusal !== null) refusals[refusal] = (refusals[refusal] ?? 0) + 1
      if (!sameAnswer(onLeft, onRight)) {
        return {
          divergence: { index, kind: name, what: prepared.what, ...firstDifference(onLeft, onRight) },
          byKind,
          refusals,
        }
      }
    }
    const [leftContents, rightContents] = [
      await answerOf(() => stage.contents(left)),
      await answerOf(() => stage.contents(right)),
    ]
    if (sameAnswer(leftContents, rightContents)) return { divergence: null, byKind, refusals }
    const difference = firstDifference(leftContents, rightContents)
    const divergence = { index: commands.length, kind: 'final contents', what: null, ...difference }
    return { divergence, byKind, refusals }
  } finally {
    await stage.end()
  }
}

/** The kind of a conflict or the code of an error; null for an answer that is neither. */
function refusalOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null
  const { thrown, conflict } = answer as { thrown?: unknown; conflict?: { kind?: unknown } }
  if (typeof thrown === 'string') return thrown
  return typeof conflict?.kind === 'string' ? conflict.kind : null
}
