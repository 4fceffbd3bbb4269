import { expect, it } from 'vitest'
import { tellingTerms } from '../search/search-terms.js'
import { searchesFor } from './candidate-search.js'
import { duplicateConfidence } from './confidence.js'
import { likeness } from './likeness.js'
import { termRarity } from './term-rarity.js'

const rarity = termRarity([])
const alike = (one: string, other: string) => likeness(tellingTerms(one), tellingTerms(other), rarity).similarity

it.each([
  ['The VPN drops every ten minutes', 'the vpn drops every ten minutes!', 1],
  ['打印机卡纸，打不出来', '打印机卡纸 打不出来', 1],
  ['The VPN drops', 'Invoice paid twice', 0],
  ['', 'anything', 0],
  ['', '', 0],
])('finds %j and %j alike: %d', (one, other, expected) => {
  expect(alike(one, other)).toBeCloseTo(expected, 10)
})

it('is symmetric, and the higher the more they share', () => {
  const texts = ['printer jams on page two', 'printer jams on page nine', 'printer is loud', '打印机卡纸', '打印机很吵']
  for (const one of texts) for (const other of texts) expect(alike(one, other)).toBeCloseTo(alike(other, one), 12)
  expect(alike(texts[0] ?? '', texts[1] ?? '')).toBeGreaterThan(alike(texts[0] ?? '', texts[2] ?? ''))
  expect(alike('打印机卡纸', '打印机很吵')).toBeLessThan(alike('打印机卡纸', '打印机卡纸了'))
})

it('counts little what a form puts into every text, and names what tells first', () => {
  const form = (matter: string) =>
    tellingTerms(`Name Product Serial Department Room Phone Problem description: ${matter}`)
  const known = termRarity(Array.from({ length: 50 }, (_, n) => form(`matter${n} detail${n}`)))
  const different = likeness(form('toner smells'), form('screen flickers'), known)
  const same = likeness(form('toner smells'), form('the toner smells'), known)
  expect(different.similarity).toBeLessThan(0.1)
  expect(same.similarity).toBeGreaterThan(0.7)
  expect(same.shared.slice(0, 2)).toEqual(['toner', 'smells'])
  expect(likeness(form('toner smells'), form('screen flickers'), rarity).similarity).toBeGreaterThan(0.5)
})

const evidence = { similarity: 1, terms: 9, sameRequester: true, sameCategory: true, apart: 0 }

it('is never certain, and of a short text says at most 0.5', () => {
  expect(duplicateConfidence(evidence)).toBe(0.95)
  for (const text of ['help', '你好', 'VPN 连不上', 'please help me']) {
    const { length } = tellingTerms(text)
    expect([text, duplicateConfidence({ ...evidence, terms: length })]).toEqual([text, 0.5])
  }
})

it('is raised by the same requester, category and day, and is nothing without a text in common', () => {
  const far = { similarity: 0.5, terms: 9, sameRequester: false, sameCategory: false, apart: 86_400_001 }
  expect(duplicateConfidence(far)).toBe(0.5)
  for (const more of [{ sameRequester: true }, { sameCategory: true }, { apart: -86_400_000 }]) {
    expect(duplicateConfidence({ ...far, ...more })).toBeGreaterThan(0.5)
  }
  expect(duplicateConfidence({ ...evidence, similarity: 0 })).toBe(0)
})

it('searches for the longest terms, each with its neighbour among them', () => {
  expect(searchesFor([])).toEqual([])
  expect(searchesFor(['vpn'])).toEqual([['vpn']])
  expect(searchesFor(['the', 'vpn', 'drops'])).toEqual([
    ['the', 'vpn'],
    ['vpn', 'drops'],
  ])
  const many = searchesFor(Array.from({ length: 40 }, (_, n) => 'x'.repeat(n + 1)))
  expect(many).toHaveLength(8)
  expect(many[7]).toEqual(['x'.repeat(39), 'x'.repeat(40)])
})
