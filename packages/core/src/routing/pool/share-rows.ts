/** A node holds two numbers: the least share below it, and how many places have that. */
const SHARE = 0
const COUNT = 1
const NODE = 2

/**
 * Rows of shares in fixed places, with the least share of each row at hand: how many places have it, and the n-th of
 * those. Each row is a tournament: changing a place takes at most as many steps as the row's length has binary digits.
 */
export class ShareRows {
  /** The least share of each row; infinite where no place has one. */
  readonly least: Float64Array
  /** How many places of each row have its least share. */
  readonly count: Int32Array
  /** All rows' nodes: of each row the root at 1, those below `n` at `2n` and `2n + 1`, and the places from its length on. */
  readonly #nodes: Float64Array
  readonly #starts: Int32Array
  readonly #lengths: Int32Array

  /** Makes rows of these lengths, at least one each, in which no place has a share. */
  constructor(lengths: readonly number[]) {
    this.#lengths = Int32Array.from(lengths)
    this.#starts = new Int32Array(lengths.length)
    let size = 0
    lengths.forEach((length, row) => {
      this.#starts[row] = size
      size += 2 * length * NODE
    })
    this.#nodes = new Float64Array(size)
    for (let at = 0; at < size; at += NODE) this.#nodes[at + SHARE] = Number.POSITIVE_INFINITY
    this.least = new Float64Array(lengths.length).fill(Number.POSITIVE_INFINITY)
    this.count = new Int32Array(lengths.length)
  }

  /** Gives a place its share; an infinite one is none. */
  set(row: number, place: number, given: number): void {
    const nodes = this.#nodes
    const start = this.#starts[row] as number
    let node = (this.#lengths[row] as number) + place
    let share = given
    let count = given < Number.POSITIVE_INFINITY ? 1 : 0
    for (;;) {
      const at = start + node * NODE
      if (nodes[at + SHARE] === share && nodes[at + COUNT] === count) return
      nodes[at + SHARE] = share
      nodes[at + COUNT] = count
      if (node === 1) break
      const other = start + (node ^ 1) * NODE
      const theirs = nodes[other + SHARE] as number
      if (theirs < share) {
        share = theirs
        count = nodes[other + COUNT] as number
      } else if (theirs === share) count += nodes[other + COUNT] as number
      node >>= 1
    }
    this.least[row] = share
    this.count[row] = count
  }

  /** The place of the n-th of those with the least share of a row, counted from 0 in an order of the row's own. */
  placeOf(row: number, nth: number): number {
    const nodes = this.#nodes
    const start = this.#starts[row] as number
    const length = this.#lengths[row] as number
    const share = this.least[row]
    let node = 1
    let left = nth
    while (node < length) {
      node *= 2
      const at = start + node * NODE
      const here = nodes[at + SHARE] === share ? (nodes[at + COUNT] as number) : 0
      if (left < here) continue
      left -= here
      node += 1
    }
    return node - length
  }
}
