import type { SeededRandom } from '../random/seeded-random.js'

/** Something to do on both sides, whose answers must be the same. */
export interface Step<Side> {
  /** What it does, for the report of a divergence. */
  readonly what: unknown
  /** Does it on one side. Only the first side's answer may be learnt from. */
  readonly run: (side: Side, first: boolean) => Promise<unknown>
}

/** A kind of command: how often it comes, and how one is made from what the run has brought about so far. */
export interface StepKind<World, Side> {
  readonly kind: string
  /** How often it is chosen, beside the other kinds. */
  readonly weight: number
  /** The step, or null when there is nothing yet that it could work on. */
  readonly prepare: (world: World, random: SeededRandom) => Promise<Step<Side> | null> | Step<Side> | null
}

/** A step whose answer on the first side the world may learn from, such as a token that opens something later. */
export function step<Side, Answer>(
  what: unknown,
  run: (side: Side) => Promise<Answer>,
  learn: (answer: Answer) => void = () => {},
): Step<Side> {
  return {
    what,
    run: async (side, first) => {
      const answer = await run(side)
      // What is learnt is a copy taken before the comparison, so that no side sees the other's objects.
      if (first) learn(structuredClone(answer))
      return answer
    },
  }
}

/** One of the kinds, by weight. */
export function pickKind<World, Side>(
  kinds: readonly StepKind<World, Side>[],
  random: SeededRandom,
): StepKind<World, Side> {
  let place = random.next() * kinds.reduce((sum, { weight }) => sum + weight, 0)
  for (const kind of kinds) {
    place -= kind.weight
    if (place < 0) return kind
  }
  const [first] = kinds
  if (first === undefined) throw new Error('A differential run needs at least one kind of command.')
  return first
}
