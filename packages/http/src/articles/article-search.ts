import MiniSearch, { type SearchResult } from 'minisearch'
import { articleTerms, askedTerms, isUnspaced } from './article-terms.js'
import type { Article, ArticleDeflection, ArticleQuery, ArticleSearch, FoundArticle } from './article-types.js'
import { deflectionCounts } from './deflection-counts.js'
import { snippetOf } from './snippet.js'

const USUAL_LIMIT = 3
/** So much of a question is read: as much as a handler lets through. */
const LONGEST_QUESTION = 200
/** What an article in another language than the asked one is worth. */
const OTHER_LANGUAGE = 0.5
/** How much of what was asked an article must have, to be more than chance. */
const LEAST_SHARE = 0.3

/**
 * Makes a search over articles that you have, in English and Chinese, as the `suggest` of a handler: what somebody is about to ask
 * is answered before it is sent. Forgives slips in English words that no article has, takes the last word as one that is still being
 * typed, and gives each article once, in the language that was asked for if it is there. Of a question, the first 200 characters
 * count. For other articles, make another search.
 *
 * @throws TypeError where two articles have the same id and locale
 * @example
 * ```ts
 * import { articleSearch } from '@docket/http/articles'
 *
 * const search = articleSearch([
 *   { id: 'returns', locale: 'en', title: 'Send something back', body: 'You have 30 days.', url: '/help/returns' },
 *   { id: 'returns', locale: 'zh-CN', title: '退货', body: '30 天内可以退货。', url: '/help/returns?lang=zh' },
 * ])
 * console.log(await search({ text: 'how do I retrun a lamp', locale: 'en' }))
 * ```
 */
export function articleSearch(articles: readonly Article[]): ArticleSearch {
  const known = articles.map((article, place) => ({ ...article, place, language: languageOf(article.locale) }))
  checkNames(articles)
  // A word that articles have is meant as it stands: `charge` is no slip for `change`.
  const words = new Set<string>()
  const index = new MiniSearch<(typeof known)[number]>({
    idField: 'place',
    fields: ['title', 'keywords', 'body'],
    extractField: (article, name) =>
      name === 'keywords' ? (article.keywords ?? []).join('\n') : String(article[name as 'title' | 'body' | 'place']),
    tokenize(text) {
      const terms = articleTerms(text)
      for (const term of terms) words.add(term)
      return terms
    },
    processTerm: (term) => term,
    searchOptions: { boost: { title: 4, keywords: 3 }, weights: { fuzzy: 0.4, prefix: 0.6 } },
  })
  index.addAll(known)

  /** The version of an article for whoever asks in a language. */
  function versionFor(place: number, language: string) {
    const found = known[place]
    return known.find(({ id, language: own }) => id === found?.id && own === language) ?? found
  }

  /** How much of what was asked an article has. */
  function shareOf({ terms }: SearchResult, asked: ReadonlyMap<string, number>): number {
    const sum = (all: Iterable<string>) => [...all].reduce((total, term) => total + (asked.get(term) ?? 0), 0)
    const has = (typed: string) =>
      terms.some((found) => isPart(typed, found) || (!words.has(typed) && isSlip(typed, found)))
    return sum([...asked.keys()].filter(has)) / sum(asked.keys())
  }

  async function search(query: ArticleQuery): Promise<readonly FoundArticle[]> {
    const { locale, limit = USUAL_LIMIT } = query
    const text = query.text.slice(0, LONGEST_QUESTION)
    const asked = askedTerms(text)
    const language = languageFor(text, locale)
    const results = index.search(text, {
      tokenize: () => [...asked.keys()],
      boostTerm: (term) => asked.get(term) ?? 1,
      fuzzy: (term) => !words.has(term) && slipsIn(term),
      prefix: (term, place, all) => !isUnspaced(term) && term.length > 2 && place === all.length - 1,
      boostDocument: (place) => (known[place]?.language === language ? 1 : OTHER_LANGUAGE),
    })
    const given = new Map<string, FoundArticle>()
    for (const result of results) {
      if (given.size >= limit) break
      const article = versionFor(result.id, language)
      if (article === undefined || given.has(article.id) || shareOf(result, asked) < LEAST_SHARE) continue
      const { id, title, body, url } = article
      const telling = new Set([...result.terms, ...asked.keys()])
      const snippet = snippetOf(body, (sentence) => articleTerms(sentence).filter((term) => telling.has(term)).length)
      given.set(id, { id, title, snippet, ...(url !== undefined && { url }) })
    }
    return [...given.values()]
  }

  const counts = deflectionCounts()
  return Object.assign(search, {
    async deflected({ id, articleId, locale, text }: ArticleDeflection): Promise<boolean> {
      const place = known.findIndex((one) => one.id === articleId)
      const article = versionFor(place, languageFor(text ?? '', locale))
      if (article) counts.add(id, article)
      return article !== undefined
    },
    deflections: counts.all,
  })
}

/** How many letters may be wrong. */
function slipsIn(term: string): number | false {
  if (isUnspaced(term) || term.length < 4) return false
  return term.length < 6 ? 1 : 2
}

/** Whether what was typed is the word that was found, or the beginning of it. */
const isPart = (typed: string, found: string): boolean =>
  typed === found || (!isUnspaced(typed) && found.startsWith(typed))

/** Slips of the hand seldom change the first letter or leave out several: `water` is not meant by `weather`. */
const isSlip = (typed: string, found: string): boolean =>
  !isUnspaced(typed) && typed[0] === found[0] && Math.abs(typed.length - found.length) <= 1

const languageFor = (text: string, locale: string | null | undefined): string =>
  languageOf(locale ?? (isUnspaced(text.trim()) ? 'zh' : 'en'))

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? ''

function checkNames(articles: readonly Article[]): void {
  const names = new Set<string>()
  for (const { id, locale } of articles) {
    const name = JSON.stringify([id, locale])
    if (names.has(name)) throw new TypeError(`There are two articles \`${id}\` in \`${locale}\`.`)
    names.add(name)
  }
}
