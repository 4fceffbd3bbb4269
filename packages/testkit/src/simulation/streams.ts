import { type SeededRandom, seededRandom } from '../random/seeded-random.js'

/**
 * Randomness for one purpose and one thing, from the run's seed: the same whatever else is drawn, so that arms which draw
 * in another order still share it.
 */
export function streamOf(seed: number, purpose: string, index = 0): SeededRandom {
  let mixed = 0x811c9dc5
  for (const character of `${seed}/${purpose}/${index}`) {
    mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193)
  }
  return seededRandom(mixed)
}
