/**
 * Numbers in strictly rising order, searched in constant time when they are spread evenly, as openings are: their range
 * is cut into as many equal buckets as there are numbers, and a bucket knows the numbers before it. However they are
 * spread, a search is never longer than a binary one. Takes 12 bytes a number.
 */
export class SortedNumbers {
  readonly values: Float64Array
  readonly #low: number
  readonly #scale: number
  /** How many numbers lie in earlier buckets, by bucket. */
  readonly #earlier: Uint32Array

  constructor(values: Float64Array) {
    const count = values.length
    this.values = values
    this.#low = values[0] ?? Number.POSITIVE_INFINITY
    const range = count > 1 ? (values[count - 1] as number) - this.#low : 0
    this.#scale = range > 0 ? (count - 1) / range : 0
    this.#earlier = new Uint32Array(count + 1)
    let bucket = 0
    for (let index = 0; index < count; index += 1) {
      const own = this.#bucketOf(values[index] as number)
      while (bucket < own) {
        bucket += 1
        this.#earlier[bucket] = index
      }
    }
    this.#earlier.fill(count, bucket + 1)
  }

  /** The place of the last number that is at most as great; -1 when all are greater. */
  lastUpTo(number: number): number {
    const { values } = this
    const count = values.length
    if (!(number >= this.#low)) return -1
    if (number >= (values[count - 1] as number)) return count - 1
    // Rounding cannot lead astray: what is greater never comes into an earlier bucket.
    const bucket = this.#bucketOf(number)
    let found = (this.#earlier[bucket] as number) - 1
    let beyond = this.#earlier[bucket + 1] as number
    while (beyond - found > 1) {
      const middle = (found + beyond) >> 1
      if ((values[middle] as number) <= number) found = middle
      else beyond = middle
    }
    return found
  }

  #bucketOf(number: number): number {
    return Math.floor((number - this.#low) * this.#scale)
  }
}
