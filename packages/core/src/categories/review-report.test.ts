import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { seededRandom } from '../kernel/seeded-random.js'
import { CategoryTree, NO_CATEGORIES } from './category-tree.js'
import { confusionsOf } from './confusions.js'
import { EvenSample } from './even-sample.js'
import { reviewReport } from './review-report.js'
import { ReviewedTickets } from './review-tickets.js'

type Told = readonly [category: string | null, subject: string | null]

function review(told: readonly Told[], tree: CategoryTree = NO_CATEGORIES) {
  const reviewed = new ReviewedTickets(tree)
  for (const [index, [category, subject]] of told.entries()) {
    reviewed.add(ticketRecord({ category, subject, createdAt: Date.UTC(2030, index % 2, 1 + (index % 28)) }))
  }
  return reviewReport(reviewed, tree)
}

describe('a sample', () => {
  it.each([1, 7, 10, 11, 39, 40, 41, 1_000])('of %i is spread evenly, and never larger than it may be', (count) => {
    const sample = new EvenSample<number>(10)
    for (let place = 0; place < count; place += 1) sample.add(() => place)
    const { items } = sample
    expect(items.length).toBeLessThanOrEqual(10)
    expect(items.length).toBeGreaterThanOrEqual(Math.min(count, 5))
    const step = (items[1] ?? 1) - (items[0] ?? 0)
    expect(items).toEqual(items.map((_, index) => index * step))
    expect((items.at(-1) ?? 0) + step).toBeGreaterThanOrEqual(count)
  })
})

describe('confusion', () => {
  it('is nothing between groups without a common word, and a coin between groups that are alike', () => {
    const texts = (from: number) => Array.from({ length: 40 }, (_, index) => [from + (index % 4), from + 4])
    const [apart] = confusionsOf([texts(0), texts(100)])
    expect(apart).toEqual({ places: [0, 1], confusion: 0, guessed: 40 })
    const [alike] = confusionsOf([texts(0), texts(0)])
    expect(alike?.confusion).toBe(0.5)
  })

  it('claims nothing of texts whose words were never seen', () => {
    const unheard = Array.from({ length: 40 }, (_, index) => [index])
    const others = Array.from({ length: 40 }, (_, index) => [1_000 + index])
    expect(confusionsOf([unheard, others])).toEqual([])
  })
})

describe('a review', () => {
  const random = seededRandom(11)
  const say = (words: string) => {
    const all = words.split(' ')
    return Array.from({ length: 4 }, () => all[Math.floor(random.next() * all.length)]).join(' ')
  }
  const many = (count: number, category: string | null, words: string): Told[] =>
    Array.from({ length: count }, () => [category, say(words)])
  const LAMP = 'lamp hums flickers bulb dark night socket dimmer glow switch'
  const BILL = 'invoice paid tax refund account bank twice amount receipt booking'

  it('of nothing says nothing', () => {
    expect(review([])).toEqual({
      tickets: 0,
      categories: [],
      other: { tickets: 0, share: 0 },
      unused: [],
      overlaps: [],
      merges: [],
      splits: [],
    })
  })

  it('suggests no merge and no split of categories that are what they should be', () => {
    const { overlaps, merges, splits } = review([
      ...many(400, 'lamp', LAMP),
      ...many(100, 'bill', BILL),
      ...many(60, 'door', 'door key lock hinge handle'),
    ])
    expect([overlaps, merges, splits]).toEqual([[], [], []])
  })

  it('says nothing of how few tickets overlap', () => {
    expect(review([...many(19, 'lamp', LAMP), ...many(19, 'light', LAMP)]).overlaps).toEqual([])
  })

  it('counts what was merged where it was merged to, and what is retired or unknown as itself', () => {
    const label = {}
    const tree = new CategoryTree(
      {
        id: 'tree',
        categories: [
          { id: 'top', label, parent: null, status: 'active' },
          { id: 'lamp', label, parent: 'top', status: 'active' },
          { id: 'light', label, parent: 'top', status: 'retired', mergedInto: 'lamp' },
          { id: 'old', label, parent: null, status: 'retired' },
          { id: 'idle', label, parent: 'top', status: 'active' },
          { id: 'rest', label, parent: null, status: 'active', other: true },
        ],
      },
      1,
    )
    const told: Told[] = [
      ['lamp', 'x'],
      ['light', 'x'],
      ['old', null],
      ['never-there', 'x'],
      ['rest', 'x'],
      [null, 'x'],
    ]
    const { categories, other, unused } = review(told, tree)
    expect(categories.map(({ category, tickets, compared }) => [category, tickets, compared])).toEqual([
      ['lamp', 2, 2],
      ['never-there', 1, 1],
      [null, 1, 0],
      ['old', 1, 0],
      ['rest', 1, 1],
    ])
    expect(categories[0]?.months).toEqual({ '2030-01': 1, '2030-02': 1 })
    expect(categories.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(other).toEqual({ tickets: 2, share: 2 / 6 })
    expect(unused).toEqual(['idle'])
  })

  it('gives words that several tickets have, and no name that is in one', () => {
    const told = [...many(100, 'lamp', LAMP), ...many(100, 'light', LAMP)]
    told[0] = ['lamp', 'lamp hums Bartholomew']
    const { overlaps } = review(told)
    expect(overlaps).toHaveLength(1)
    expect(overlaps[0]?.sharedWords).toHaveLength(5)
    expect(JSON.stringify(overlaps)).not.toContain('bartholomew')
  })

  it('is the same whenever it is made of the same tickets', () => {
    const told = [...many(300, 'lamp', LAMP), ...many(300, 'bill', BILL)]
    expect(review(told)).toEqual(review(told))
  })
})

// Questions of a bank's customers in 77 categories lie beside the repository, where they lie at all.
const FILE = new URL('../../../../../shared/data/banking77-train.csv.gz', import.meta.url)
const present = existsSync(FILE)
if (!present) console.warn('NOT RUN: the review of categories on the questions of a bank, because they are not here')

describe.skipIf(!present)('of a bank’s questions in 77 categories', () => {
  const questions = (): Told[] => {
    const text = gunzipSync(readFileSync(FILE)).toString('utf8')
    const rows = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*)),([^,\r\n]+)\r?\n/g)].slice(1)
    return rows.map(([, quoted, plain, category = '']): Told => [category, quoted ?? plain ?? ''])
  }

  it('finds few that overlap, and suggests no merge and no split', () => {
    const { overlaps, merges, splits } = review(questions())
    expect(overlaps.map(({ categories }) => [...categories].sort())).toEqual([
      ['verify_my_identity', 'why_verify_identity'],
    ])
    expect([merges, splits]).toEqual([[], []])
  })

  it('finds a category that was cut in two, and one that was made of two', () => {
    let turn = 0
    const told = questions().map(([category, subject]): Told => {
      turn += 1
      if (category === 'card_arrival' && turn % 3 === 0) return ['card_not_here_yet', subject]
      const joined = category === 'wrong_exchange_rate_for_cash_withdrawal' || category === 'top_up_failed'
      return [joined ? 'miscellany' : category, subject]
    })
    const { merges, splits } = review(told)
    expect(merges.map(({ from, into }) => [from, into])).toEqual([['card_not_here_yet', 'card_arrival']])
    expect(splits.map(({ category }) => category)).toEqual(['miscellany'])
    const words = splits[0]?.groups.map((group) => group.words) ?? []
    expect([words.flat().includes('exchange'), words.flat().includes('top')]).toEqual([true, true])
  })
})
