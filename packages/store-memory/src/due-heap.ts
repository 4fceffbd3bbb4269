import type { Instant } from '@docket/core/store'

/** What a heap keeps in order. A row is in one heap at most, which writes `heap` and `place`. */
export interface HeapRow<Row extends HeapRow<Row>> {
  /** Rows with the smallest instant come first. */
  at: Instant
  /** The heap that the row is in. */
  heap: DueHeap<Row> | null
  /** Where in the heap. */
  place: number
}

/** A binary heap of rows by instant, from which any row can be taken out: nothing stale stays behind. */
export class DueHeap<Row extends HeapRow<Row>> {
  readonly #rows: Row[] = []
  readonly #compare: (a: Row, b: Row) => number

  /** @param compare - the order of rows of one instant, negative when `a` comes first */
  constructor(compare: (a: Row, b: Row) => number) {
    this.#compare = compare
  }

  /** The row that comes first. */
  get first(): Row | undefined {
    return this.#rows[0]
  }

  /** Puts a row in, by its `at`. */
  add(row: Row): void {
    row.heap = this
    this.#rows.push(row)
    this.#rise(row, this.#rows.length - 1)
  }

  /** Takes a row of this heap out. */
  remove(row: Row): void {
    row.heap = null
    const last = this.#rows.pop()
    if (last === undefined || last === row) return
    this.#rise(last, row.place)
    this.#sink(last, last.place)
  }

  #rise(row: Row, from: number): void {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = this.#rows[above]
      if (parent === undefined || !this.#isBefore(row, parent)) break
      this.#put(parent, place)
      place = above
    }
    this.#put(row, place)
  }

  #sink(row: Row, from: number): void {
    let place = from
    for (;;) {
      const left = this.#rows[2 * place + 1]
      const right = this.#rows[2 * place + 2]
      const child = left && right && this.#isBefore(right, left) ? right : left
      if (child === undefined || !this.#isBefore(child, row)) break
      const below = child.place
      this.#put(child, place)
      place = below
    }
    this.#put(row, place)
  }

  #put(row: Row, place: number): void {
    this.#rows[place] = row
    row.place = place
  }

  #isBefore(a: Row, b: Row): boolean {
    return a.at < b.at || (a.at === b.at && this.#compare(a, b) < 0)
  }
}
