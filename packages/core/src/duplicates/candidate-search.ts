const MOST_ASKED = 9

/**
 * What to search for to find texts like one: its longest terms, which are rarely common, each with the next of them in
 * the text; a pair costs what the rarer of the two costs. A text with one term is asked for by it.
 */
export function searchesFor(terms: readonly string[]): readonly (readonly string[])[] {
  const longest = terms
    .map((term, place) => ({ term, place, length: Array.from(term).length }))
    .toSorted((one, other) => other.length - one.length || one.place - other.place)
    .slice(0, MOST_ASKED)
    .toSorted((one, other) => one.place - other.place)
    .map(({ term }) => term)
  if (longest.length < 2) return longest.map((term) => [term])
  return longest.slice(1).map((term, place) => [longest[place] ?? '', term])
}
