import type { Instant } from '../kernel/clock.js'
import type { CategoryRecord, CategoryTreeRecord } from '../store/category-types.js'

/** So many categories are named where one is not known. */
const MOST_NAMED = 20

/** The categories of a tenant in one version, ready to be asked. Without any, every text is a category. */
export class CategoryTree {
  readonly categories: readonly CategoryRecord[]
  /** 0 while there is no tree. */
  readonly version: number
  readonly #byId: ReadonlyMap<string, CategoryRecord>

  constructor(record: CategoryTreeRecord | null, version: number) {
    this.categories = record?.categories ?? []
    this.version = version
    this.#byId = new Map(this.categories.map((category) => [category.id, category]))
  }

  /** Whether the tenant has no tree, so that any text is a category. */
  get isFree(): boolean {
    return this.categories.length === 0
  }

  category(id: string): CategoryRecord | undefined {
    return this.#byId.get(id)
  }

  /** The category that stands for it now: itself, or what it was merged into in the end. */
  current(id: string): CategoryRecord | undefined {
    return this.#follow(id, ({ mergedInto }) => mergedInto).at(-1)
  }

  /** The ids from a category up to the top, itself first; what was merged goes on where it was merged to. */
  lineage(id: string): readonly string[] {
    return this.#follow(id, ({ mergedInto, parent }) => mergedInto ?? parent).map((category) => category.id)
  }

  /** The ids from the top down to a category. */
  path(id: string): readonly string[] {
    return this.#follow(id, ({ parent }) => parent)
      .map((category) => category.id)
      .reverse()
  }

  /** The id, and those of all categories that were merged into it: whose tickets are found under it. */
  including(id: string): readonly string[] {
    const merged = this.categories.filter((category) => category.mergedInto !== undefined)
    return [id, ...merged.map((category) => category.id).filter((one) => one !== id && this.#leadsTo(one, id))]
  }

  /** The active categories that were to be looked at again by an instant, the earliest first. */
  due(at: Instant): readonly { readonly category: string; readonly reviewAt: Date }[] {
    const due = this.categories.flatMap(({ id, status, reviewAt }) =>
      status === 'active' && reviewAt !== undefined && reviewAt <= at ? [{ category: id, reviewAt }] : [],
    )
    due.sort((one, other) => one.reviewAt - other.reviewAt || (one.category < other.category ? -1 : 1))
    return due.map(({ category, reviewAt }) => ({ category, reviewAt: new Date(reviewAt) }))
  }

  /** The same without what is the desk's own affair. */
  public(): CategoryTree {
    const categories = this.categories.map((category) => {
      const { reviewAt: _, ...rest } = category
      return rest
    })
    return new CategoryTree({ id: 'tree', categories }, this.version)
  }

  /** The categories right below a category. */
  children(parent: string): readonly CategoryRecord[] {
    return this.categories.filter((category) => category.parent === parent)
  }

  /** Some of the active ids, for a sentence to somebody who named none of them. */
  known(): readonly string[] {
    const active = this.categories.filter(({ status }) => status === 'active')
    return active.slice(0, MOST_NAMED).map(({ id }) => id)
  }

  #leadsTo(id: string, end: string): boolean {
    return this.#follow(id, ({ mergedInto }) => mergedInto).some((category) => category.id === end)
  }

  // Each once: a store's entry that somebody wrote past the desk must not keep a command from ending.
  #follow(id: string, next: (category: CategoryRecord) => string | null | undefined): CategoryRecord[] {
    const seen = new Set<CategoryRecord>()
    for (let at = this.#byId.get(id); at !== undefined && !seen.has(at); ) {
      seen.add(at)
      const following = next(at)
      at = following == null ? undefined : this.#byId.get(following)
    }
    return [...seen]
  }
}

/** The tree of a tenant that has none. */
export const NO_CATEGORIES = new CategoryTree(null, 0)
