/** The words of a subject, as numbers of a vocabulary, each once. */
export type Words = readonly number[]

/** A direction in the space of words: word to weight. */
export type WordVector = ReadonlyMap<number, number>

/** A word is told to people only when so many tickets have it: a name in one of them is nobody's business. */
const LEAST_TICKETS = 3

/** Numbers words in the order in which they come. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()
  readonly #words: string[] = []

  numbersOf(words: readonly string[]): Words {
    return words.map((word) => {
      const known = this.#numbers.get(word)
      if (known !== undefined) return known
      this.#numbers.set(word, this.#words.length)
      return this.#words.push(word) - 1
    })
  }

  word(number: number): string {
    return this.#words[number] ?? ''
  }
}

/** How much a word tells: less the more texts have it. */
export type Rarity = (word: number) => number

/** The rarity of words among texts. */
export function rarityAmong(texts: readonly Words[]): Rarity {
  const counts = countsOf(texts)
  return (word) => Math.log(1 + texts.length / (counts.get(word) ?? texts.length))
}

/** In how many texts each word is. */
export function countsOf(texts: readonly Words[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** A text as a vector of length 1; without words it has none. */
export function vectorOf(words: Words, rarity: Rarity): WordVector {
  return unit(new Map(words.map((word) => [word, rarity(word)])))
}

/** The mean direction of texts, of length 1. */
export function centroidOf(texts: readonly Words[], rarity: Rarity): WordVector {
  const sum = new Map<number, number>()
  for (const words of texts) {
    for (const [word, weight] of vectorOf(words, rarity)) sum.set(word, (sum.get(word) ?? 0) + weight)
  }
  return unit(sum)
}

/** The cosine of the angle between two vectors of length 1: 1 for the same direction, 0 for no common word. */
export function cosine(one: WordVector, other: WordVector): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [word, weight] of few) sum += weight * (many.get(word) ?? 0)
  return sum
}

/** The words with the highest weights, of those that several of the texts have. */
export function topWords(
  weights: Iterable<readonly [number, number]>,
  texts: readonly Words[],
  vocabulary: Vocabulary,
): readonly string[] {
  const counts = countsOf(texts)
  return [...weights]
    .filter(([word, weight]) => weight > 0 && (counts.get(word) ?? 0) >= LEAST_TICKETS)
    .sort(([one, weight], [other, its]) => its - weight || one - other)
    .slice(0, 5)
    .map(([word]) => vocabulary.word(word))
}

function unit(vector: ReadonlyMap<number, number>): WordVector {
  let squares = 0
  for (const weight of vector.values()) squares += weight * weight
  const length = Math.sqrt(squares)
  return length === 0 ? vector : new Map([...vector].map(([word, weight]) => [word, weight / length]))
}
