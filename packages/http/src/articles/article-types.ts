import type { ArticleDeflections } from './deflection-counts.js'

/** An article that may answer what somebody is about to ask, in one language. */
export interface Article {
  /** The same in each language in which there is one. */
  readonly id: string
  /** A BCP 47 tag. */
  readonly locale: string
  readonly title: string
  /** Plain text. */
  readonly body: string
  /** Where the whole is, as an address of http(s) or a path. */
  readonly url?: string
  /** Words that people use for it and that it does not have. */
  readonly keywords?: readonly string[]
}

/** What is asked, as somebody types it. */
export interface ArticleQuery {
  readonly text: string
  /** The language to answer in, as a BCP 47 tag; that of the text if left out. */
  readonly locale?: string | null
  /** 3 if left out. */
  readonly limit?: number
}

/** An article that may help. */
export interface FoundArticle {
  readonly id: string
  readonly title: string
  /** What of it tells most, as plain text of up to 420 characters. */
  readonly snippet: string
  readonly url?: string
}

/** That an article solved it. */
export interface ArticleDeflection {
  /** The same whenever the same is told again. */
  readonly id: string
  readonly articleId: string
  /** The language it was read in, as a BCP 47 tag; that of the text if left out. */
  readonly locale?: string | null
  /** What was typed. */
  readonly text?: string | null
}

/** Searches articles, the best first, and counts which solved it. */
export interface ArticleSearch {
  (query: ArticleQuery): Promise<readonly FoundArticle[]>
  /** Counts it, once; false where there is no such article. */
  readonly deflected: (told: ArticleDeflection) => Promise<boolean>
  /**
   * How often each article solved it, by its language, the most first: of this process, since it began. To keep more, give
   * the handler a `suggest` whose `deflected` is your own and calls this one.
   */
  readonly deflections: () => readonly ArticleDeflections[]
}
