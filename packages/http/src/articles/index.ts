/**
 * Answers before they are asked for: a search over articles, as the `suggest` of a handler.
 *
 * @packageDocumentation
 */

export { articleSearch } from './article-search.js'
export type { Article, ArticleDeflection, ArticleQuery, ArticleSearch, FoundArticle } from './article-types.js'
export type { ArticleDeflections } from './deflection-counts.js'
