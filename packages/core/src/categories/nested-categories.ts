import type { CategoryRecord } from '../store/category-types.js'
import type { CategoryTree } from './category-tree.js'

/** A category with what is below it. */
export interface Category {
  /** What tickets carry; it never changes. */
  readonly id: string
  /** What people read, by BCP 47 tag. */
  readonly label: Readonly<Record<string, string>>
  readonly parent: string | null
  /** Tickets come into active ones alone. */
  readonly status: 'active' | 'retired'
  /** The category that it was merged into, where its tickets are found too; null unless it was. */
  readonly mergedInto: string | null
  /** Whether it holds what fits nowhere else. */
  readonly other: boolean
  /** When it is to be looked at again; null for never. For those who may read what is internal. */
  readonly reviewAt: Date | null
  /** In the order in which they were added. */
  readonly children: readonly Category[]
}

/** The categories as a tree: the active ones, or all of them. */
export function nestedCategories(tree: CategoryTree, withRetired: boolean): readonly Category[] {
  return nest(null, byParent(tree, withRetired))
}

/** One category with what is active below it. */
export function nestedCategory(tree: CategoryTree, category: CategoryRecord): Category {
  return shape(category, nest(category.id, byParent(tree, false)))
}

type ByParent = ReadonlyMap<string | null, readonly CategoryRecord[]>

function byParent({ categories }: CategoryTree, withRetired: boolean): ByParent {
  const below = new Map<string | null, CategoryRecord[]>()
  for (const category of categories) {
    if (!withRetired && category.status !== 'active') continue
    const siblings = below.get(category.parent)
    if (siblings) siblings.push(category)
    else below.set(category.parent, [category])
  }
  return below
}

function nest(parent: string | null, below: ByParent): readonly Category[] {
  return (below.get(parent) ?? []).map((category) => shape(category, nest(category.id, below)))
}

function shape(
  { id, label, parent, status, mergedInto, other, reviewAt }: CategoryRecord,
  children: readonly Category[],
): Category {
  const review = reviewAt === undefined ? null : new Date(reviewAt)
  return {
    id,
    label,
    parent,
    status,
    mergedInto: mergedInto ?? null,
    other: other === true,
    reviewAt: review,
    children,
  }
}
