import type { Random } from '@docket/core'

/** The choices that a drill makes; a seeded source of randomness repeats them. */
export class Choices {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor(this.#random.next() * limit)
  }

  /** True in this share of the cases, from 0 to 1. */
  chance(share: number): boolean {
    return this.#random.next() < share
  }

  /** One of the items. */
  pick<const Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0]
  }

  /** One of the items, or undefined when there is none. */
  pickAny<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)]
  }
}
