/** Randomness that a seed repeats, with the choices that generators of test data need. */
export interface SeededRandom {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number
  /** True in this share of the cases, from 0 to 1. */
  chance(share: number): boolean
  /** One of the items. */
  pick<const Item>(items: readonly [Item, ...Item[]]): Item
  /** One of the items, or undefined when there is none. */
  pickAny<Item>(items: readonly Item[]): Item | undefined
}

/**
 * Randomness from a seed (mulberry32): the same seed gives the same numbers on every machine. For the runs of this package
 * alone, which at run time knows no more of core than the store port; tests take `seededRandom` of `@docket/core/testing`.
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
    pickAny: (items) => items[below(items.length)],
  }
}
