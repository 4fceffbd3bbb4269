/** Those of some names that look most like a name which is none of them, the most alike first. */
export function nearest(name: string, known: readonly string[], most: number): readonly string[] {
  const wanted = pairsOf(name)
  const alike = known.map((one) => {
    const pairs = pairsOf(one)
    const shared = [...pairs].filter((pair) => wanted.has(pair)).length
    return { one, share: (2 * shared) / (pairs.size + wanted.size || 1) }
  })
  // Sorting is stable: of names that are equally alike, the one that is listed first.
  return alike
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map(({ one }) => one)
}

/** The pairs of letters that stand side by side. */
function pairsOf(name: string): ReadonlySet<string> {
  const letters = name.toLowerCase().slice(0, 200)
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)))
}
