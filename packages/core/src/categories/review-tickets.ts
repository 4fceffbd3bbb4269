import { textFeatures } from '../learning/text-features.js'
import type { TicketRecord } from '../store/record-types.js'
import type { CategoryTree } from './category-tree.js'
import { EvenSample } from './even-sample.js'
import { Vocabulary, type Words } from './word-vectors.js'

/** So many tickets of a category are compared at most, and so many in all: what a review holds has an end. */
const MOST_COMPARED = 5_000
const MOST_IN_ALL = 200_000

/** What a review knows of one category. */
export interface ReviewedCategory {
  readonly category: string | null
  tickets: number
  readonly months: Map<string, number>
  readonly sample: EvenSample<Words>
}

/** Counts tickets by category as they come, and keeps the words of some. */
export class ReviewedTickets {
  readonly vocabulary = new Vocabulary()
  readonly categories = new Map<string | null, ReviewedCategory>()
  tickets = 0
  #kept = 0
  readonly #tree: CategoryTree

  constructor(tree: CategoryTree) {
    this.#tree = tree
  }

  add({ category: carried, createdAt, subject }: TicketRecord): void {
    const category = carried === null ? null : (this.#tree.current(carried)?.id ?? carried)
    const reviewed = this.#of(category)
    const month = new Date(createdAt).toISOString().slice(0, 7)
    this.tickets += 1
    reviewed.tickets += 1
    reviewed.months.set(month, (reviewed.months.get(month) ?? 0) + 1)
    if (subject === null || category === null) return
    this.#kept += reviewed.sample.add(() => this.vocabulary.numbersOf(textFeatures(subject)))
    if (this.#kept > MOST_IN_ALL) this.#thin()
  }

  #of(category: string | null): ReviewedCategory {
    const known = this.categories.get(category)
    if (known) return known
    const reviewed = { category, tickets: 0, months: new Map(), sample: new EvenSample<Words>(MOST_COMPARED) }
    this.categories.set(category, reviewed)
    return reviewed
  }

  // Of the largest alone: a small category has few enough to judge it by.
  #thin(): void {
    const samples = [...this.categories.values()].map(({ sample }) => sample)
    const largest = Math.max(...samples.map(({ items }) => items.length))
    for (const sample of samples) if (sample.items.length > largest / 2) sample.thin()
    this.#kept = samples.reduce((sum, { items }) => sum + items.length, 0)
  }
}
