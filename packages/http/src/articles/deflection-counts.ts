/** How often an article solved it in one language. */
export interface ArticleDeflections {
  readonly articleId: string
  /** That of the article, as a BCP 47 tag. */
  readonly locale: string
  readonly count: number
}

/** So many that were counted are known again; what is told again is told soon. */
const KNOWN = 10_000

/** Counts, once each, in memory. */
export function deflectionCounts() {
  const counts = new Map<string, ArticleDeflections>()
  const known = new Set<string>()
  return {
    add(id: string, { id: articleId, locale }: { readonly id: string; readonly locale: string }): void {
      if (known.has(id)) return
      known.add(id)
      for (const oldest of known) {
        if (known.size <= KNOWN) break
        known.delete(oldest)
      }
      const name = JSON.stringify([articleId, locale])
      counts.set(name, { articleId, locale, count: (counts.get(name)?.count ?? 0) + 1 })
    },
    /** The most first. */
    all: (): readonly ArticleDeflections[] => [...counts.values()].sort((one, other) => other.count - one.count),
  }
}
