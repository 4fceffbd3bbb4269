/**
 * Turns scores into shares that sum up to 1, in place: the higher a score, the larger its share.
 *
 * @param sharpness - above 0; the larger, the more of the whole the best get
 */
export function toShares(scores: Float64Array, sharpness = 1): Float64Array {
  let best = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > best) best = score
  let sum = 0
  for (let place = 0; place < scores.length; place += 1) {
    const share = Math.exp(((scores[place] ?? 0) - best) * sharpness)
    scores[place] = share
    sum += share
  }
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) / sum
  return scores
}
