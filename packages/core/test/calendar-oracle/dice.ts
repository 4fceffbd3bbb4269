import { seededRandom } from '../../src/testing/seeded-random.js'

/** Choices that repeat for the same seed. */
export class Dice {
  readonly #random: { next(): number }

  /** Another `turn` of the same seed is as good as another seed: a long run can be taken up anywhere. */
  constructor(seed: number, turn = 0) {
    this.#random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b))
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#random.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.#random.next() < share
  }

  one<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T
  }

  /** A whole number from 1 on, as often between 1 and 10 as between 10 and 100. */
  magnitude(most: number): number {
    return Math.max(1, Math.round(Math.exp(this.#random.next() * Math.log(most))))
  }

  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index))
  }
}
