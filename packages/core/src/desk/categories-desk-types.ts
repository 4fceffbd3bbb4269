import type { Category } from '../categories/nested-categories.js'
import type { CategoryReview, ReviewInput } from '../categories/review-types.js'
import type { FormSchema } from '../forms/form-types.js'
import type { ActorReference } from '../store/record-types.js'

/** A category to add. */
export interface CategoryInput {
  /** Up to 200 characters. Tickets carry it; it never changes. */
  readonly id: string
  /** What people read, by BCP 47 tag; at least one. */
  readonly label: Readonly<Record<string, string>>
  /** The category above it; at the top if left out. */
  readonly parent?: string | null
  /** Whether it holds what fits nowhere else, which a review counts; false if left out. */
  readonly other?: boolean
  /** When it is to be looked at again, which a review then names; never if left out. */
  readonly reviewAt?: Date | null
}

/** The categories of a tenant in one version. */
export interface Categories {
  /** Raised by each change; 0 while there are none, so that every text is a category. */
  readonly version: number
  /** Those at the top, each with what is below it. */
  readonly categories: readonly Category[]
}

/** One version of a tenant's categories, with who made it. */
export interface CategoriesVersion extends Categories {
  readonly changedAt: Date
  readonly by: ActorReference
}

/** What every change of categories takes besides its input. */
export interface CategoryOptions {
  /** The version that the caller saw; if the tree has another by now, nothing changes (`VERSION_CONFLICT`). */
  readonly expectedVersion?: number
}

/**
 * The tenant's categories: a tree of any depth, changed while the desk runs. Tickets keep the id that they carry; from the
 * first category on they come into active ones alone, and one that was merged stands for what it was merged into.
 *
 * Changes are for admins and services, and are kept with who made them. They throw `COMMAND_REFUSED` with the reasons
 * `category-unknown`, `category-exists`, `category-retired`, `category-in-use` (its `children`), `category-cycle` (its
 * `path`), and `LIMIT_EXCEEDED` beyond 5,000 categories.
 */
export interface CategoriesDesk {
  /** The active categories, with `retired` all of them; for whoever may create tickets. */
  tree(options?: { readonly retired?: boolean }): Promise<Categories>
  /** Adds a category. */
  add(category: CategoryInput, options?: CategoryOptions): Promise<Category>
  /** Changes what people read. */
  rename(change: Pick<CategoryInput, 'id' | 'label'>, options?: CategoryOptions): Promise<Category>
  /** Says when it is to be looked at again, or with null that it is not. */
  planReview(
    change: { readonly id: string; readonly reviewAt: Date | null },
    options?: CategoryOptions,
  ): Promise<Category>
  /** Puts it, with all that is below it, below another, or to the top with null. */
  move(change: { readonly id: string; readonly parent: string | null }, options?: CategoryOptions): Promise<Category>
  /**
   * Makes one category of two. `from` is retired, what is below it goes below `into`, and lists of `into` find its tickets
   * too, which keep what they carry. Answers with `into`.
   */
  merge(change: { readonly from: string; readonly into: string }, options?: CategoryOptions): Promise<Category>
  /** Lets no more tickets into it; those that are in it stay. Refused while active categories are below it. */
  retire(change: { readonly id: string }, options?: CategoryOptions): Promise<Category>
  /** Every version, oldest first, with retired categories; for whoever may change them. */
  history(): Promise<readonly CategoriesVersion[]>
  /**
   * How categories served the tickets that were created in a time: which are hardly used, which are hard to tell apart,
   * which hold too much; with suggestions, each with its evidence. For leads and admins, of the tickets in their reach.
   */
  review(input: ReviewInput): Promise<CategoryReview>
}

/** What an actor has of categories and their forms. */
export interface CategoryDesk {
  /** The tenant's categories. */
  readonly categories: CategoriesDesk
  /**
   * The form that the actor would fill in for a ticket of a category, as a JSON Schema of `fields`: without the fields that
   * only those who work at the desk are asked for, unless the actor does. Texts are in the locale, a BCP 47 tag, where a
   * label has it. Throws `COMMAND_REFUSED` with the reason `category-unknown` or `category-retired`.
   */
  form(input?: { readonly category?: string; readonly locale?: string }): Promise<FormSchema>
}
