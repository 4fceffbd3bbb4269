import { centroidOf, rarityAmong, vectorOf, type Words } from './word-vectors.js'

/** How well two groups of texts are told apart by their words. */
export interface Confusion {
  /** The places of the two groups. */
  readonly places: readonly [number, number]
  /** The mean share of wrong guesses between the two; 0.5 is no better than a coin. */
  readonly confusion: number
  /** So many texts of both were guessed. */
  readonly guessed: number
}

/**
 * Of every two groups, how well they are told apart: every second text teaches the mean direction of its group, and each
 * other text is guessed to be of the nearer one of the two. A text that has no word in common with either is no guess.
 */
export function confusionsOf(groups: readonly (readonly Words[])[]): Confusion[] {
  const taught = groups.map((texts) => texts.filter((_, index) => index % 2 === 0))
  const rarity = rarityAmong(taught.flat())
  const places = new Map<number, [place: number, weight: number][]>()
  for (const [place, texts] of taught.entries()) {
    for (const [word, weight] of centroidOf(texts, rarity)) {
      const found = places.get(word)
      if (found) found.push([place, weight])
      else places.set(word, [[place, weight]])
    }
  }
  const size = groups.length
  const guessed = new Float64Array(size * size)
  const wrong = new Float64Array(size * size)
  for (const [own, texts] of groups.entries()) {
    for (const [index, words] of texts.entries()) {
      if (index % 2 === 0) continue
      const near = new Float64Array(size)
      for (const [word, weight] of vectorOf(words, rarity)) {
        for (const [place, its] of places.get(word) ?? []) near[place] = at(near, place) + weight * its
      }
      for (let other = 0; other < size; other += 1) {
        const [toOwn, toOther] = [at(near, own), at(near, other)]
        if (other === own || toOwn + toOther === 0) continue
        const pair = own * size + other
        guessed[pair] = at(guessed, pair) + 1
        wrong[pair] = at(wrong, pair) + (toOther > toOwn ? 1 : toOther === toOwn ? 0.5 : 0)
      }
    }
  }
  const found: Confusion[] = []
  for (let one = 0; one < size; one += 1) {
    for (let other = one + 1; other < size; other += 1) {
      const [there, back] = [one * size + other, other * size + one]
      const confusion = (share(wrong, guessed, there) + share(wrong, guessed, back)) / 2
      const least = Math.min(at(guessed, there), at(guessed, back))
      if (least > 0) found.push({ places: [one, other], confusion, guessed: at(guessed, there) + at(guessed, back) })
    }
  }
  return found
}

const at = (numbers: Float64Array, place: number): number => numbers[place] ?? 0

const share = (parts: Float64Array, wholes: Float64Array, place: number): number =>
  at(wholes, place) === 0 ? 0 : at(parts, place) / at(wholes, place)
