import { describe, expect, it } from 'vitest'
import { articleSearch } from './article-search.js'
import type { Article } from './article-types.js'

const articles: readonly Article[] = [
  {
    id: 'returns',
    locale: 'en',
    title: 'Send something back',
    body: 'You have 30 days. The label is free.',
    url: '/help/returns',
  },
  { id: 'returns', locale: 'zh-CN', title: '如何退货', body: '30 天内可以无理由退货。运费由我们承担。' },
  {
    id: 'charge',
    locale: 'en',
    title: 'It does not charge',
    body: `${'Try another cable. '.repeat(40)}Clean the socket.`,
  },
  { id: 'wifi', locale: 'en', title: 'Wi-Fi', body: 'Stand near the router.', keywords: ['网络'] },
]
const search = articleSearch(articles)
const ids = async (text: string, locale?: string) =>
  (await search({ text, ...(locale !== undefined && { locale }) })).map(({ id }) => id)

describe('a search over articles', () => {
  it.each([
    ['charging', ['charge']],
    ['charegs', ['charge']],
    ['cabel', ['charge']],
    ['wifi', ['wifi']],
    ['wi-fi', ['wifi']],
    ['rout', ['wifi']],
    ['我要退货', ['returns']],
    ['退', ['returns']],
    ['网络', ['wifi']],
    ['xyz the of', []],
    ['！？ 😀', []],
    ['', []],
  ])('finds for %j %j', async (text, expected) => {
    expect(await ids(text)).toEqual(expected)
  })

  it('gives each article once, in the language that is asked for', async () => {
    expect(await search({ text: '退货 send back', locale: 'zh' })).toMatchObject([{ id: 'returns', title: '如何退货' }])
    expect(await search({ text: '退货', locale: 'en-GB' })).toMatchObject([
      { title: 'Send something back', url: '/help/returns' },
    ])
    expect(await search({ text: 'cable', locale: 'zh-CN' })).toMatchObject([{ id: 'charge' }])
    expect(await search({ text: '退货', locale: null })).toMatchObject([{ title: '如何退货' }])
  })

  it('shows the passage that tells most, in plain words of a bearable length', async () => {
    const [found] = await search({ text: 'clean socket charge' })
    expect(found?.snippet).toMatch(/Clean the socket\.$/)
    const [long] = await search({ text: 'cable' })
    expect(long?.snippet.length).toBeLessThanOrEqual(422)
    expect(long?.snippet).toMatch(/^Try another cable\..*…$/)
    const endless = articleSearch([{ id: 'a', locale: 'zh', title: '灯', body: '灯'.repeat(5_000) }])
    expect(Array.from((await endless({ text: '灯' }))[0]?.snippet ?? '')).toHaveLength(420)
  })

  // Guards against "charge" finding "change": a word that articles have is meant as it stands.
  it('forgives slips in words that no article has, and in no others', async () => {
    const two = articleSearch([
      { id: 'charge', locale: 'en', title: 'It does not charge', body: 'Try a cable.' },
      { id: 'change', locale: 'en', title: 'Change the colour', body: 'Hold the button.' },
    ])
    const found = async (text: string) => (await two({ text })).map(({ id }) => id)
    expect(await found('charge')).toEqual(['charge'])
    expect(await found('changing it')).toEqual(['change'])
    expect(await found('chargge')).toEqual(['charge'])
    expect(await found('color')).toEqual(['change'])
  })

  it('gives as many as are wanted', async () => {
    const many = articleSearch(
      Array.from({ length: 9 }, (_, at) => ({ id: `a${at}`, locale: 'en', title: 'Lamp', body: '' })),
    )
    expect(await many({ text: 'lamp' })).toHaveLength(3)
    expect(await many({ text: 'lamp', limit: 5 })).toHaveLength(5)
    expect(await many({ text: 'lamp '.repeat(10_000), limit: 1 })).toHaveLength(1)
  })

  it('reads no more of a question than a page asks', async () => {
    const lamp = articleSearch([{ id: 'lamp', locale: 'en', title: 'Lamp', body: 'It shines.' }])
    expect(await lamp({ text: `lamp ${'x'.repeat(194)} ${'zebra quagga okapi '.repeat(5_000)}` })).toHaveLength(1)
  })

  it('refuses two articles of one name', () => {
    expect(() => articleSearch([...articles, articles[0] as Article])).toThrow(
      'There are two articles `returns` in `en`.',
    )
  })
})
