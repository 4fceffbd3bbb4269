import { expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.js'
import { queryTerms, searchTerms } from './search-terms.js'

it.each([
  ['Screen broken', ['screen', 'broken']],
  ['VPN 连不上, again!', ['vpn', '连', '连不', '不', '不上', '上', 'again']],
  ['iPhone15屏幕', ['iphone15', '屏', '屏幕', '幕']],
  ['ORD-2024_001%', ['ord', '2024', '001']],
  ['ＶＰＮ ﬁx ①', ['vpn', 'fix', '1']],
  ['É e\u0301', ['é']],
  ['修修修', ['修', '修修']],
  ['ルーター', ['ル', 'ルー', 'ー', 'ータ', 'タ', 'ター']],
  ['𠮷野', ['𠮷', '𠮷野', '野']],
  ['😀 … "%_\\\' ;--', []],
  ['', []],
])('finds %j by %j', (text, terms) => {
  expect(searchTerms(text)).toEqual(terms)
})

it.each([
  ['连不上', ['连不', '不上']],
  ['屏', ['屏']],
  ['the VPN 连不上', ['the', 'vpn', '连不', '不上']],
  ['% _ 😀', []],
])('asks by %j for %j', (text, terms) => {
  expect(queryTerms(text)).toEqual(terms)
})

it('asks for 20 terms at most, and keeps 5,000 of a text', () => {
  const words = Array.from({ length: 6_000 }, (_, place) => `w${place}`).join(' ')
  expect(queryTerms(words)).toHaveLength(20)
  expect(searchTerms(words)).toHaveLength(5_000)
  const characters = Array.from({ length: 9_000 }, (_, place) => String.fromCodePoint(0x4e00 + place)).join('')
  expect(searchTerms(characters)).toHaveLength(5_000)
})

it('takes the first 64 characters of a long word, in a text and in what is asked', () => {
  const long = 'x'.repeat(200_000)
  expect(searchTerms(long)).toEqual(['x'.repeat(64)])
  expect(queryTerms(long)).toEqual(['x'.repeat(64)])
})

it('finds every piece of a text that begins and ends with a word', () => {
  const seed = 20_260_101
  const random = seededRandom(seed)
  const words = ['VPN', '连不上网', 'Straße', '屏', '42', 'İstanbul', 'ルーター', 'ﬀ', '😀', 'ไม่ได้']
  for (let round = 0; round < 500; round += 1) {
    const chosen = Array.from({ length: 6 }, () => words[Math.floor(random.next() * words.length)] ?? '')
    const kept = new Set(searchTerms(chosen.join(' ')))
    const from = Math.floor(random.next() * 6)
    const asked = queryTerms(chosen.slice(from, from + 3).join(' '))
    expect(
      asked.filter((term) => !kept.has(term)),
      `seed ${seed}, round ${round}: ${chosen.join(' ')}`,
    ).toEqual([])
  }
})
