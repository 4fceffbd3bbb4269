import type { Instant } from '../kernel/clock.js'

/**
 * A category of a tenant's tree. Tickets carry its id, which never changes; what they carried stays as it was, also when
 * the category is renamed, moved, merged or retired.
 */
export interface CategoryRecord {
  readonly id: string
  /** What people read, by BCP 47 tag. */
  readonly label: Readonly<Record<string, string>>
  /** The category above it; null at the top. */
  readonly parent: string | null
  /** Tickets come into active ones alone. */
  readonly status: 'active' | 'retired'
  /** The category that it was merged into; not there unless it was. */
  readonly mergedInto?: string
  /** Whether it holds what fits nowhere else; not there unless it does. */
  readonly other?: true
  /** When somebody wants to look at it again, in milliseconds since 1970-01-01T00:00:00Z; not there for never. */
  readonly reviewAt?: Instant
}

/** All categories of a tenant, those of one parent in the order in which they came. One directory entry, `tree`. */
export interface CategoryTreeRecord {
  readonly id: string
  readonly categories: readonly CategoryRecord[]
}
