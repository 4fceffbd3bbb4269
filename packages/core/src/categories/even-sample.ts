/** Keeps at most so many of a long row, spread evenly over it: every one, then every second, every fourth. No chance in it. */
export class EvenSample<Item> {
  items: Item[] = []
  #stride = 1
  #seen = 0
  readonly #most: number

  /** `most` is even. */
  constructor(most: number) {
    this.#most = most
  }

  /** Looks at the next one; it is made only if it is kept. Returns how many more are kept now. */
  add(make: () => Item): number {
    const place = this.#seen
    this.#seen += 1
    if (place % this.#stride !== 0) return 0
    const before = this.items.length
    if (before === this.#most) this.thin()
    if (place % this.#stride === 0) this.items.push(make())
    return this.items.length - before
  }

  /** Lets go of every second one. */
  thin(): void {
    this.items = this.items.filter((_, index) => index % 2 === 0)
    this.#stride *= 2
  }
}
