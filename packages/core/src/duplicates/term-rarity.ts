/** How much a term tells: the more, the fewer texts have it. Above 0. */
export type TermRarity = (term: string) => number

/** So many texts without a term are thought to be there already: among five texts, what all have may still be their matter. */
const PRIOR = 10

/** The rarity of terms among texts, each given as its different terms. What a form puts into every text tells little. */
export function termRarity(texts: readonly (readonly string[])[]): TermRarity {
  const counts = new Map<string, number>()
  for (const terms of texts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  const all = texts.length + PRIOR
  return (term) => {
    const count = counts.get(term) ?? 0
    return Math.log(1 + (all - count + 0.5) / (count + 0.5))
  }
}
