import { LONGEST_WAIT_MS, type PlainTicket, PROMISED_MS } from './tickets.js'

/** The score of the policy, written out. */
export function scoreByHand({ tier, affected, amount, mood, nudges, since }: PlainTicket, now: number): number {
  const waited = now - since
  return (
    (tier === 'vip' ? 20 : tier === 'gold' ? 12 : 0) +
    (affected === 'many' ? 25 : 5) +
    10 * Math.min(1, amount / 10_000) +
    15 * ((1 - mood) / 2) +
    10 * Math.min(1, nudges / 3) +
    30 * Math.min(1, waited / LONGEST_WAIT_MS) +
    30 * Math.min(1, Math.max(0, (waited / PROMISED_MS - 0.5) / 0.5))
  )
}

/** Keeps the highest few of many scores: a heap with the least of them on top. */
export class Top {
  readonly scores: Float64Array
  readonly places: Int32Array
  #count = 0

  constructor(most: number) {
    this.scores = new Float64Array(most)
    this.places = new Int32Array(most)
  }

  clear(): void {
    this.#count = 0
  }

  offer(score: number, place: number): void {
    if (this.#count === this.scores.length) {
      if (score > (this.scores[0] as number)) this.#sink(score, place)
      return
    }
    let at = this.#count
    this.#count += 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((this.scores[above] as number) <= score) break
      this.#copy(above, at)
      at = above
    }
    this.#put(at, score, place)
  }

  #sink(score: number, place: number): void {
    const { scores } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= scores.length) break
      if (child + 1 < scores.length && (scores[child + 1] as number) < (scores[child] as number)) child += 1
      if ((scores[child] as number) >= score) break
      this.#copy(child, at)
      at = child
    }
    this.#put(at, score, place)
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.scores[from] as number, this.places[from] as number)
  }

  #put(at: number, score: number, place: number): void {
    this.scores[at] = score
    this.places[at] = place
  }
}
