/** The time that a review looks at. */
export interface ReviewInput {
  /** Tickets that were created from then on. */
  readonly since: Date
  /** Not those that were created from then on. */
  readonly until: Date
}

/** How often a category was used. */
export interface CategoryUse {
  /** Null for tickets without one. */
  readonly category: string | null
  readonly tickets: number
  /** Of all tickets, 0 to 1. */
  readonly share: number
  /** By month of creation in UTC, as `2025-03`; months without a ticket are left out. */
  readonly months: Readonly<Record<string, number>>
  /** The tickets whose subjects were compared: all that have one, up to 5,000, spread evenly over the time. */
  readonly compared: number
}

/** Two categories whose tickets are hard to tell apart by their subjects. */
export interface CategoryOverlap {
  readonly categories: readonly [string, string]
  /**
   * Half of the tickets taught what each category is like, the other half was guessed: the mean share of wrong guesses
   * between the two. 0: always told apart; 0.5: no better than a coin.
   */
  readonly confusion: number
  /** So many tickets of both were guessed. */
  readonly guessed: number
  /** Words that both use most. */
  readonly sharedWords: readonly string[]
}

/** A category that could be merged into another: it is small, and hard to tell apart from it. */
export interface SuggestedMerge {
  readonly from: string
  readonly into: string
  readonly confusion: number
  readonly tickets: { readonly from: number; readonly into: number }
}

/** A category that could be split: it is large, and its tickets fall into two groups with different words. */
export interface SuggestedSplit {
  readonly category: string
  readonly share: number
  /** The two groups, the larger one first: how many of the compared tickets each has, and its own words. */
  readonly groups: readonly [ReviewGroup, ReviewGroup]
  /** How far the groups are apart: 1 minus the cosine of their mean subjects; 1 when they share no word. */
  readonly distance: number
}

/** A group of tickets in a category. */
export interface ReviewGroup {
  readonly tickets: number
  readonly words: readonly string[]
}

/** How the categories served a time. Made of tickets' subjects as they are now; erased ones count but are not compared. */
export interface CategoryReview {
  readonly since: Date
  readonly until: Date
  readonly tickets: number
  /** What was merged counts where it was merged to. The most used first. */
  readonly categories: readonly CategoryUse[]
  /** The share of tickets in categories that hold what fits nowhere else, and in none. */
  readonly other: { readonly tickets: number; readonly share: number }
  /** Active categories without a ticket, by id. Those that only group others count by these. */
  readonly unused: readonly string[]
  /** The most confused first, at most 100. */
  readonly overlaps: readonly CategoryOverlap[]
  readonly merges: readonly SuggestedMerge[]
  readonly splits: readonly SuggestedSplit[]
  /** The active categories whose `reviewAt` has come by now, whatever time is reviewed; the earliest first. */
  readonly due: readonly { readonly category: string; readonly reviewAt: Date }[]
}
