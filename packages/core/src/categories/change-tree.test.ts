import { describe, expect, it } from 'vitest'
import { seededRandom } from '../kernel/seeded-random.js'
import { isRefusal } from '../ticket/refusal.js'
import { CategoryTree, NO_CATEGORIES } from './category-tree.js'
import {
  addCategory,
  mergeCategories,
  moveCategory,
  renameCategory,
  retireCategory,
  type TreeChange,
} from './change-tree.js'
import { namedCategory } from './named-category.js'
import { nestedCategories } from './nested-categories.js'

const add = (id: string, parent: string | null = null) =>
  addCategory({ id, label: { en: id }, parent, other: false, reviewAt: null })

function treeOf(...changes: TreeChange[]): CategoryTree {
  let tree = NO_CATEGORIES
  for (const change of changes) {
    const categories = change(tree)
    if (isRefusal(categories)) throw new Error(categories.message)
    tree = new CategoryTree({ id: 'tree', categories }, tree.version + 1)
  }
  return tree
}

const reasonsOf = (tree: CategoryTree, change: TreeChange) => {
  const result = change(tree)
  return isRefusal(result) ? result.reasons : null
}

describe('a tree of categories', () => {
  const tree = treeOf(add('a'), add('b', 'a'), add('c', 'b'), add('d'))

  it('knows the way up and down', () => {
    expect(tree.path('c')).toEqual(['a', 'b', 'c'])
    expect(tree.lineage('c')).toEqual(['c', 'b', 'a'])
    expect(tree.path('none')).toEqual([])
  })

  it('names the way round when a move would close a circle', () => {
    expect(reasonsOf(tree, moveCategory('a', 'c'))).toEqual([{ code: 'category-cycle', path: ['a', 'b', 'c', 'a'] }])
    expect(reasonsOf(tree, mergeCategories('a', 'c'))).toEqual([{ code: 'category-cycle', path: ['a', 'b', 'c', 'a'] }])
    expect(reasonsOf(tree, moveCategory('c', 'a'))).toBeNull()
  })

  it('follows merges to their end, for one that is named and for all that are found', () => {
    const merged = treeOf(add('a'), add('b'), add('c'), mergeCategories('a', 'b'), mergeCategories('b', 'c'))
    expect(namedCategory(merged, 'a')).toBe('c')
    expect(merged.including('c')).toEqual(['c', 'a', 'b'])
    expect(merged.including('b')).toEqual(['b', 'a'])
    const back = reasonsOf(merged, mergeCategories('c', 'a'))
    expect(back).toEqual([{ code: 'category-cycle', path: ['a', 'b', 'c', 'a'] }])
  })

  it('can merge what was only retired, but not what was merged', () => {
    const retired = treeOf(add('a'), add('b'), add('c'), retireCategory('a'))
    expect(namedCategory(treeOf(add('a'), add('b'), retireCategory('a'), mergeCategories('a', 'b')), 'a')).toBe('b')
    const refusal = namedCategory(retired, 'a')
    expect(refusal).toMatchObject({ reasons: [{ code: 'category-retired', known: ['b', 'c'] }] })
  })

  it('names twenty of the categories that there are, no more', () => {
    const many = treeOf(...Array.from({ length: 25 }, (_, index) => add(`c${index}`)))
    const refusal = namedCategory(many, 'x')
    expect(typeof refusal === 'object' && refusal.reasons[0]?.['known']).toHaveLength(20)
  })

  it('ends also where the store holds a circle', () => {
    const label = {}
    const one = { id: 'a', label, parent: 'b', status: 'retired', mergedInto: 'b' } as const
    const other = { id: 'b', label, parent: 'a', status: 'retired', mergedInto: 'a' } as const
    const broken = new CategoryTree({ id: 'tree', categories: [one, other] }, 1)
    expect(broken.path('a')).toEqual(['b', 'a'])
    expect(broken.including('a')).toEqual(['a', 'b'])
    expect(namedCategory(broken, 'a')).toMatchObject({ reasons: [{ code: 'category-retired' }] })
  })

  it('has its limit', () => {
    const categories = Array.from({ length: 5_000 }, (_, index) => {
      return { id: `c${index}`, label: {}, parent: null, status: 'active' as const }
    })
    const full = new CategoryTree({ id: 'tree', categories }, 1)
    expect(add('more')(full)).toMatchObject({ refused: 'LIMIT_EXCEEDED', reasons: [{ most: 5_000 }] })
  })
})

// Whatever is done, in any order: what is active hangs on active ones, and every way ends.
it.each([1, 2, 3, 4, 5])('500 random changes leave a tree (seed %i)', (seed) => {
  const random = seededRandom(seed)
  const any = () => `c${Math.floor(random.next() * 30)}`
  let tree = NO_CATEGORIES
  let changes = 0
  for (let turn = 0; turn < 500; turn += 1) {
    const makers: (() => TreeChange)[] = [
      () => add(any(), random.next() < 0.3 ? null : any()),
      () => moveCategory(any(), random.next() < 0.2 ? null : any()),
      () => (random.next() < 0.1 ? mergeCategories(any(), any()) : renameCategory(any(), { en: String(turn) })),
      () => (random.next() < 0.1 ? retireCategory(any()) : moveCategory(any(), any())),
    ]
    const categories = (makers[Math.floor(random.next() * makers.length)] ?? (() => add('c0')))()(tree)
    if (isRefusal(categories)) {
      expect(categories.message).toMatch(/^[A-Za-z].*\.$/)
      continue
    }
    changes += 1
    tree = new CategoryTree({ id: 'tree', categories }, tree.version + 1)
    const active = tree.categories.filter(({ status }) => status === 'active')
    for (const { parent } of active) if (parent !== null) expect(tree.category(parent)?.status).toBe('active')
    for (const { id, mergedInto } of tree.categories) {
      expect(new Set(tree.path(id)).size).toBe(tree.path(id).length)
      if (mergedInto !== undefined) expect(tree.including(mergedInto)).toContain(id)
    }
    const count = (nested: ReturnType<typeof nestedCategories>): number =>
      nested.reduce((sum, { children }) => sum + 1 + count(children), 0)
    expect(count(nestedCategories(tree, false))).toBe(active.length)
  }
  expect(changes).toBeGreaterThan(50)
})
