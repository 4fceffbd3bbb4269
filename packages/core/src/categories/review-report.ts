import type { CategoryTree } from './category-tree.js'
import { type Confusion, confusionsOf } from './confusions.js'
import type { ReviewedCategory, ReviewedTickets } from './review-tickets.js'
import type { CategoryOverlap, CategoryReview, SuggestedMerge, SuggestedSplit } from './review-types.js'
import { twoGroups } from './two-groups.js'
import { centroidOf, rarityAmong, topWords, type Vocabulary, type WordVector } from './word-vectors.js'

/** Fewer subjects of a category tell nothing about how it overlaps with others; of so many categories it is asked. */
const LEAST_COMPARED = 20
const MOST_CATEGORIES = 200
/** Fewer guesses prove nothing. */
const LEAST_GUESSED = 20
const OVERLAPS_FROM = 0.25
const MERGE_FROM = 0.35
const MOST_OVERLAPS = 100
const LEAST_SPLIT = 100
const SPLIT_FROM = 0.68
const LEAST_GROUP = 0.2

/** Says how categories served, from what was counted of their tickets. */
export function reviewReport(
  reviewed: ReviewedTickets,
  tree: CategoryTree,
): Omit<CategoryReview, 'since' | 'until' | 'due'> {
  const { tickets, vocabulary } = reviewed
  const used = [...reviewed.categories.values()].sort(
    (one, other) => other.tickets - one.tickets || (String(one.category) < String(other.category) ? -1 : 1),
  )
  const isOther = (category: string | null) => category === null || tree.category(category)?.other === true
  const others = used.reduce((sum, one) => sum + (isOther(one.category) ? one.tickets : 0), 0)
  const named = used.filter(({ category }) => !isOther(category))
  const comparable = used
    .filter(({ category, sample }) => category !== null && sample.items.length >= LEAST_COMPARED)
    .slice(0, MOST_CATEGORIES)
  const confusions = confusionsOf(comparable.map(({ sample }) => sample.items))
    .filter(({ confusion, guessed }) => confusion >= OVERLAPS_FROM && guessed >= LEAST_GUESSED)
    .sort((one, other) => other.confusion - one.confusion)
  const mean = named.length === 0 ? 0 : named.reduce((sum, one) => sum + one.tickets, 0) / named.length
  return {
    tickets,
    categories: used.map(({ category, tickets: count, months, sample }) => ({
      category,
      tickets: count,
      share: shareOf(count, tickets),
      months: Object.fromEntries([...months].sort()),
      compared: sample.items.length,
    })),
    other: { tickets: others, share: shareOf(others, tickets) },
    unused: unusedOf(tree, new Set(used.map(({ category }) => category))),
    overlaps: confusions.slice(0, MOST_OVERLAPS).map((one) => overlapOf(one, comparable, vocabulary)),
    merges: confusions.flatMap((one) => mergeOf(one, comparable, mean) ?? []),
    splits: used.flatMap((one) => (one.tickets >= 1.5 * mean ? (splitOf(one, tickets, vocabulary) ?? []) : [])),
  }
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function unusedOf(tree: CategoryTree, used: ReadonlySet<string | null>): readonly string[] {
  const alive = new Set([...used].flatMap((id) => (id === null ? [] : tree.path(id))))
  return tree.categories.filter(({ id, status }) => status === 'active' && !alive.has(id)).map(({ id }) => id)
}

type Compared = readonly ReviewedCategory[]

function pairOf({ places: [one, other] }: Confusion, compared: Compared): readonly ReviewedCategory[] {
  return [compared[one], compared[other]].flatMap((found) => found ?? [])
}

function overlapOf(found: Confusion, compared: Compared, vocabulary: Vocabulary): CategoryOverlap {
  const [one, other] = pairOf(found, compared)
  const [ones, others] = [one?.sample.items ?? [], other?.sample.items ?? []]
  const rarity = rarityAmong([...ones, ...others])
  const [first, second] = [centroidOf(ones, rarity), centroidOf(others, rarity)]
  const shared = [...first].map(([word, weight]) => [word, Math.min(weight, second.get(word) ?? 0)] as const)
  return {
    categories: [one?.category ?? '', other?.category ?? ''],
    confusion: found.confusion,
    guessed: found.guessed,
    sharedWords: topWords(shared, [...ones, ...others], vocabulary),
  }
}

/** The smaller of two goes into the larger, if it is small among all. */
function mergeOf(found: Confusion, compared: Compared, mean: number): SuggestedMerge | null {
  const [into, from] = pairOf(found, compared).toSorted((one, other) => other.tickets - one.tickets)
  if (!into?.category || !from?.category || found.confusion < MERGE_FROM || from.tickets >= mean) return null
  const tickets = { from: from.tickets, into: into.tickets }
  return { from: from.category, into: into.category, confusion: found.confusion, tickets }
}

function splitOf(
  { category, tickets, sample: { items } }: ReviewedCategory,
  all: number,
  vocabulary: Vocabulary,
): SuggestedSplit | null {
  if (category === null || items.length < LEAST_SPLIT) return null
  const found = twoGroups(items)
  if (!found || found.distance < SPLIT_FROM) return null
  const [larger, smaller] = found.groups
  const clear = larger.length + smaller.length >= 0.6 * items.length
  if (!clear || smaller.length < LEAST_GROUP * items.length) return null
  const [first, second] = found.centroids
  const group = (texts: typeof larger, own: WordVector, other: WordVector) => {
    const weights = [...own].map(([word, weight]) => [word, weight - (other.get(word) ?? 0)] as const)
    return { tickets: texts.length, words: topWords(weights, texts, vocabulary) }
  }
  return {
    category,
    share: shareOf(tickets, all),
    groups: [group(larger, first, second), group(smaller, second, first)],
    distance: found.distance,
  }
}
