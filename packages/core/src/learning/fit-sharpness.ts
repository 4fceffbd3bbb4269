import { Learner } from './learner.js'
import { scoresOf } from './prepared-model.js'
import { toShares } from './shares.js'
import { EMPTY_MODEL, type TeamExample } from './team-model.js'

/** The share of the examples that is held back. */
const HELD_BACK = 0.2
/** Fewer examples held back say nothing sure. */
const FEWEST = 20
const [LEAST, MOST] = [0.2, 4]
const GOLDEN_RATIO = 0.618034

/**
 * How sharply scores are to be read so that confidences tell how often predictions are right: learns from four fifths of
 * the examples, predicts the others, and takes what fits best with which of these are right. 1 where too few can tell.
 */
export function fitSharpness(examples: readonly TeamExample[]): number {
  // Evenly spread, and in step with nothing that may recur in the examples.
  const isHeldBack = (index: number) => ((index + 1) * GOLDEN_RATIO) % 1 < HELD_BACK
  const shown = examples.filter((_, index) => !isHeldBack(index))
  const teams = shown.map(({ team }) => team)
  const model = new Learner(EMPTY_MODEL, teams).learn(shown).toModel(1)
  const held = examples.flatMap(({ features, team }, index) => {
    const scores = isHeldBack(index) ? scoresOf(model, features) : null
    if (scores === null) return []
    const best = scores.indexOf(Math.max(...scores))
    return [{ scores, best, right: model.teams[best]?.team === team }]
  })
  if (held.length < FEWEST) return 1
  return lowest(LEAST, MOST, (sharpness) => {
    return held.reduce((loss, { scores, best, right }) => {
      const confidence = toShares(scores.slice(), sharpness)[best] ?? 0
      return loss - Math.log(Math.max(right ? confidence : 1 - confidence, Number.EPSILON))
    }, 0)
  })
}

/** Where a function with one valley is lowest between two points, to two digits. */
function lowest(from: number, to: number, valueAt: (point: number) => number): number {
  let [low, high] = [from, to]
  while (high - low > 0.01) {
    const third = (high - low) / 3
    if (valueAt(low + third) <= valueAt(high - third)) high -= third
    else low += third
  }
  return Math.round(((low + high) / 2) * 100) / 100
}
