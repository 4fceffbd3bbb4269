import { articleSearch } from '@docket/http/articles'
import { describe, expect, it } from 'vitest'
import { ARTICLES } from './articles.js'
import { CHINESE_QUERIES, ENGLISH_QUERIES, UNANSWERED } from './queries.js'

const search = articleSearch(ARTICLES)

describe.each([
  ['en', ENGLISH_QUERIES],
  ['zh-CN', CHINESE_QUERIES],
] as const)('what is suggested in %s', (locale, queries) => {
  it('is the right page, mostly the first and nearly always among three', async () => {
    const found = await Promise.all(queries.map(async ([text]) => (await search({ text, locale })).map(({ id }) => id)))
    const missed = queries.filter(([, id], place) => !found[place]?.includes(id)).map(([text]) => text)
    const first = queries.filter(([, id], place) => found[place]?.[0] === id).length
    const among = queries.length - missed.length
    console.log(
      `${locale}: ${queries.length} queries, first ${first}, among three ${among}; missed: ${JSON.stringify(missed)}`,
    )
    expect(queries.length).toBeGreaterThanOrEqual(30)
    expect(first / queries.length).toBeGreaterThanOrEqual(0.8)
    expect(among / queries.length).toBeGreaterThanOrEqual(0.95)
  })
})

it('is nothing where no page answers', async () => {
  const found = await Promise.all(UNANSWERED.map(async (text) => [text, (await search({ text })).map(({ id }) => id)]))
  expect(found.filter(([, ids]) => ids?.length !== 0)).toEqual([])
})
