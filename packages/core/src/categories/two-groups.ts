import { centroidOf, cosine, countsOf, rarityAmong, vectorOf, type Words, type WordVector } from './word-vectors.js'

/** Texts that fall into two groups with different words. */
export interface TwoGroups {
  /** The larger one first. */
  readonly groups: readonly [readonly Words[], readonly Words[]]
  readonly centroids: readonly [WordVector, WordVector]
  /** 1 minus the cosine of the mean directions. */
  readonly distance: number
}

const ROUNDS = 12

/**
 * Parts texts into two groups, by k-means on the sphere: first by the most common word that not nearly all have, and the
 * most common one of those that do not have it; then each text goes to the nearer mean. What has no word in common with
 * either mean is in neither. Null where there are not two.
 */
export function twoGroups(texts: readonly Words[]): TwoGroups | null {
  const rarity = rarityAmong(texts)
  const vectors = texts.map((words) => vectorOf(words, rarity))
  const first = commonWord(texts, 0.6 * texts.length)
  const without = texts.filter((words) => !words.includes(first))
  const second = commonWord(without, without.length)
  let parts = [texts.filter((words) => words.includes(first)), without.filter((words) => words.includes(second))]
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other] = parts.map((part) => centroidOf(part, rarity))
    if (!one || !other || one.size === 0 || other.size === 0) return null
    const next: Words[][] = [[], []]
    for (const [index, vector] of vectors.entries()) {
      const [near, far] = [cosine(vector, one), cosine(vector, other)]
      if (near + far > 0) next[near >= far ? 0 : 1]?.push(texts[index] ?? [])
    }
    const settled = next.every((part, place) => part.length === parts[place]?.length)
    parts = next
    if (settled) break
  }
  const [larger = [], smaller = []] = parts.sort((a, b) => b.length - a.length)
  if (smaller.length === 0) return null
  const centroids = [centroidOf(larger, rarity), centroidOf(smaller, rarity)] as const
  return { groups: [larger, smaller], centroids, distance: 1 - cosine(...centroids) }
}

/** The word that most texts have, of those that at most so many have; -1 for none. */
function commonWord(texts: readonly Words[], most: number): number {
  let found = -1
  let highest = 0
  for (const [word, count] of countsOf(texts)) {
    if (count > most || count < highest || (count === highest && word > found)) continue
    found = word
    highest = count
  }
  return found
}
