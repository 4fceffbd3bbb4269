import { LIMITS } from '../kernel/limits.js'
import type { CategoryRecord } from '../store/category-types.js'
import { type Refusal, refuse } from '../ticket/refusal.js'
import type { CategoryTree } from './category-tree.js'
import { unknownCategory } from './named-category.js'

/** So many ids of a way are in a sentence; its reason has all. */
const MOST_SHOWN = 10

/** The categories as they become, or why not. The same list where nothing changes. */
export type TreeChange = (tree: CategoryTree) => readonly CategoryRecord[] | Refusal

/** A new category below another, or at the top. */
export interface NewCategory {
  readonly id: string
  readonly label: Readonly<Record<string, string>>
  readonly parent: string | null
  readonly other: boolean
  /** Null for never. */
  readonly reviewAt: Date | null
}

/** Adds a category. */
export function addCategory({ id, label, parent, other, reviewAt }: NewCategory): TreeChange {
  return (tree) => {
    if (tree.category(id)) {
      const message = `There is a category ${id} already, and an id stays what it is; give another one.`
      return refuse('COMMAND_REFUSED', message, { code: 'category-exists', category: id })
    }
    if (tree.categories.length >= LIMITS.categories) {
      const message = `A tree has at most ${LIMITS.categories} categories, retired ones included.`
      return refuse('LIMIT_EXCEEDED', message, { code: 'too-many-categories', most: LIMITS.categories })
    }
    const refusal = parent === null ? null : notActive(tree, parent)
    const more = { ...(other && { other }), ...(reviewAt && { reviewAt: reviewAt.getTime() }) }
    return refusal ?? [...tree.categories, { id, label, parent, status: 'active', ...more }]
  }
}

/** Changes what people read. */
export function renameCategory(id: string, label: Readonly<Record<string, string>>): TreeChange {
  return (tree) => (tree.category(id) ? changed(tree, [id], { label }) : unknownCategory(tree, id))
}

/** Says when a category is to be looked at again, or that it is not. */
export function planReview(id: string, at: Date | null): TreeChange {
  return (tree) => {
    const refusal = notActive(tree, id)
    if (refusal) return refusal
    return tree.categories.map((one) => {
      if (one.id !== id) return one
      const { reviewAt: _, ...rest } = one
      return at === null ? rest : { ...rest, reviewAt: at.getTime() }
    })
  }
}

/** Puts a category, with all that is below it, below another, or to the top. */
export function moveCategory(id: string, parent: string | null): TreeChange {
  return (tree) => {
    const refusal = notActive(tree, id) ?? (parent === null ? null : notActive(tree, parent))
    if (refusal) return refusal
    return (parent === null ? null : wouldCircle(tree, id, parent)) ?? changed(tree, [id], { parent })
  }
}

/** Makes one category of two: `from` is retired, what is below it goes below `into`. */
export function mergeCategories(from: string, into: string): TreeChange {
  return (tree) => {
    const merged = tree.category(from)
    if (!merged) return unknownCategory(tree, from)
    if (from === into) {
      const message = `The category ${from} cannot be merged into itself; name another one.`
      return refuse('COMMAND_REFUSED', message, { code: 'category-cycle', path: [from, into] })
    }
    const target = tree.current(into)
    if (target?.id === from) {
      const lineage = tree.lineage(into)
      const path = [...lineage.slice(0, lineage.indexOf(from) + 1), into]
      const message = `The category ${into} was merged into ${from}; the other way would close a circle (${shown(path)}).`
      return refuse('COMMAND_REFUSED', message, { code: 'category-cycle', path })
    }
    const refusal = notActive(tree, into) ?? (merged.mergedInto === undefined ? null : notActive(tree, from))
    if (refusal) return refusal
    const circle = wouldCircle(tree, from, into)
    if (circle) return circle
    const below = changed(
      tree,
      tree.children(from).map(({ id }) => id),
      { parent: into },
    )
    return below.map((one) => (one.id === from ? { ...one, status: 'retired', mergedInto: into } : one))
  }
}

/** Lets no more tickets into a category. */
export function retireCategory(id: string): TreeChange {
  return (tree) => {
    if (!tree.category(id)) return unknownCategory(tree, id)
    const below = tree.children(id).flatMap((one) => (one.status === 'active' ? [one.id] : []))
    if (below.length === 0) return changed(tree, [id], { status: 'retired' })
    const message = `Below ${id} there are active categories: ${below.slice(0, 20).join(', ')}. Move, merge or retire them first.`
    return refuse('COMMAND_REFUSED', message, { code: 'category-in-use', category: id, children: below })
  }
}

function changed(tree: CategoryTree, ids: readonly string[], to: Partial<CategoryRecord>): readonly CategoryRecord[] {
  return tree.categories.map((one) => (ids.includes(one.id) ? { ...one, ...to } : one))
}

function notActive(tree: CategoryTree, id: string): Refusal | null {
  const category = tree.category(id)
  if (!category) return unknownCategory(tree, id)
  if (category.status === 'active') return null
  const { mergedInto } = category
  const how =
    mergedInto === undefined ? 'is retired; name an active one' : `was merged into ${mergedInto}; name that one`
  const reason = { code: 'category-retired', category: id, ...(mergedInto !== undefined && { mergedInto }) }
  return refuse('COMMAND_REFUSED', `The category ${id} ${how}.`, reason)
}

/** A category below itself has no place in a tree. */
function wouldCircle(tree: CategoryTree, id: string, parent: string): Refusal | null {
  const path = tree.path(parent)
  if (!path.includes(id)) return null
  const circle = [...path.slice(path.indexOf(id)), id]
  const where = id === parent ? 'itself' : `${parent}, which is below it`
  const message = `The category ${id} cannot go below ${where} (${shown(circle)}); name another one.`
  return refuse('COMMAND_REFUSED', message, { code: 'category-cycle', path: circle })
}

function shown(path: readonly string[]): string {
  return (path.length > MOST_SHOWN ? [...path.slice(0, MOST_SHOWN - 1), '…', ...path.slice(-1)] : path).join(' → ')
}
