import type { TermRarity } from './term-rarity.js'

/** How much two texts have in common. */
export interface Likeness {
  /** 0 (no term in common) to 1 (the same terms); rare terms count more. */
  readonly similarity: number
  /** The terms that both have, the most telling first. */
  readonly shared: readonly string[]
}

/** Compares two texts by their terms, each given once: the cosine of their vectors, weighted by rarity. */
export function likeness(one: readonly string[], other: readonly string[], rarity: TermRarity): Likeness {
  const others = new Set(other)
  const shared = one.filter((term) => others.has(term))
  const norm = Math.sqrt(squares(one, rarity) * squares(other, rarity))
  const similarity = norm === 0 ? 0 : Math.min(1, squares(shared, rarity) / norm)
  return { similarity, shared: shared.toSorted((a, b) => rarity(b) - rarity(a)) }
}

function squares(terms: readonly string[], rarity: TermRarity): number {
  return terms.reduce((sum, term) => sum + rarity(term) ** 2, 0)
}
