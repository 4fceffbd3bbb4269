import type { Dice } from './dice.js'
import type { Oracle } from './oracle.js'
import { MINUTE_MS } from './wall-time.js'

/** One question to a calendar, in milliseconds. */
export interface Question {
  readonly from: number
  /** Open time to add; negative goes back. */
  readonly milliseconds: number
  /** The other end of a span; may lie before. */
  readonly to: number
}

const DAY_MS = 86_400_000
const LONGEST_SECONDS = 28 * 86_400

/** Asks about a calendar near an instant: from seconds to weeks, often on the very edge of an opening. */
export class Questions {
  readonly #dice: Dice
  readonly #oracle: Oracle
  readonly #center: number
  /** The instants near the center at which it opens or closes. */
  readonly #edges: readonly number[]
  /** How much of the time is open there. */
  readonly #share: number

  constructor(dice: Dice, oracle: Oracle, center: number) {
    const segments = oracle.segments(center - 4 * DAY_MS, center + 4 * DAY_MS)
    this.#dice = dice
    this.#oracle = oracle
    this.#center = center
    this.#edges = segments.flatMap(({ start, end }) => [start, end])
    this.#share = segments.reduce((sum, { start, end }) => sum + end - start, 0) / (8 * DAY_MS)
  }

  next(): Question {
    const from = this.#instant()
    const chance = this.#dice.whole(1, 20)
    const to = chance === 1 ? from : chance < 5 ? this.#instant() : from + this.#sign() * this.#span()
    return { from, to, milliseconds: this.#openTime(from) }
  }

  #instant(): number {
    const dice = this.#dice
    if (dice.chance(0.25) && this.#edges.length > 0) return dice.one(this.#edges) + dice.one([0, 0, 0, -1, 1])
    const away = dice.chance(0.5) ? dice.whole(-240, 240) : dice.whole(-8 * 1_440, 8 * 1_440)
    const minute = this.#center + away * MINUTE_MS
    if (dice.chance(0.4)) return minute
    return minute + (dice.chance(0.5) ? dice.whole(0, 59) * 1_000 : dice.whole(0, 59_999))
  }

  #openTime(from: number): number {
    const dice = this.#dice
    if (dice.chance(0.03)) return 0
    // What just fills openings up to the end of one, or back to the start of one, or a millisecond more or less.
    if (dice.chance(0.2) && this.#edges.length > 0) {
      return this.#oracle.between(from, dice.one(this.#edges)) + dice.one([0, 0, 0, -1, 1])
    }
    // So much that it goes as far as a span does, whether the calendar is open seldom or always.
    const milliseconds = Math.max(1_000, Math.round(this.#span() * Math.max(this.#share, 0.002)))
    return this.#sign() * (dice.chance(0.7) ? Math.ceil(milliseconds / 1_000) * 1_000 : milliseconds)
  }

  #span(): number {
    const seconds = this.#dice.magnitude(LONGEST_SECONDS)
    return this.#dice.chance(0.8) ? seconds * 1_000 : seconds * 1_000 + this.#dice.whole(0, 999)
  }

  #sign(): 1 | -1 {
    return this.#dice.chance(0.5) ? 1 : -1
  }
}
