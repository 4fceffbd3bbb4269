import { LONGEST_WAIT_MS, NOW, type PlainTicket, policy, promiseOf, recordOf, type ScoredTicket } from './tickets.js'

const MINUTE_MS = 60_000

/**
 * Open tickets as a desk keeps them: each with its level and the instant at which it changes by itself. Only a ticket to
 * which something happens, or whose instant has come, is decided anew.
 */
export class KeptLevels {
  readonly #tickets: ScoredTicket[]
  /** The place of a ticket's level among the levels. */
  readonly #ranks: Uint8Array
  /** The tickets whose level changes in a minute. */
  readonly #changing = new Map<number, number[]>()
  readonly #minuteOf: Int32Array
  #minute = 0
  /** The ticket that is answered next. */
  #next = 0

  constructor(plain: readonly PlainTicket[]) {
    // Whoever waits longest is answered next.
    const sorted = plain.toSorted((one, other) => one.since - other.since)
    this.#tickets = sorted.map(recordOf)
    this.#ranks = new Uint8Array(plain.length)
    this.#minuteOf = new Int32Array(plain.length)
    for (let place = 0; place < plain.length; place += 1) this.decide(place)
  }

  /** Lets a minute pass, in which some are answered and ask again, and levels change by themselves. */
  pass(): void {
    this.#minute += 1
    for (;;) {
      const ticket = this.#tickets[this.#next] as ScoredTicket
      if (ticket.createdAt + LONGEST_WAIT_MS > this.#now) break
      this.#tickets[this.#next] = { ...ticket, createdAt: this.#now, updatedAt: this.#now }
      this.decide(this.#next)
      this.#next = (this.#next + 1) % this.#tickets.length
    }
    for (const place of this.#changing.get(this.#minute) ?? []) {
      if (this.#minuteOf[place] === this.#minute) this.decide(place)
    }
    this.#changing.delete(this.#minute)
  }

  /** Decides a ticket anew. */
  decide(place: number): void {
    const ticket = this.#tickets[place] as ScoredTicket
    const { level, changesAt } = policy.decide(ticket, this.#now, promiseOf(ticket))
    this.#ranks[place] = policy.levels.indexOf(level)
    const minute = changesAt == null ? -1 : Math.ceil((changesAt - NOW) / MINUTE_MS)
    this.#minuteOf[place] = minute
    if (minute === -1) return
    const changing = this.#changing.get(minute)
    if (changing) changing.push(place)
    else this.#changing.set(minute, [place])
  }

  /** The first few by level and then by age. */
  top(most: number, into: number[]): void {
    into.length = 0
    for (let rank = 0; rank < policy.levels.length; rank += 1) {
      let place = this.#next
      for (let count = 0; count < this.#ranks.length; count += 1) {
        if (this.#ranks[place] === rank && into.push(place) === most) return
        place = place + 1 === this.#ranks.length ? 0 : place + 1
      }
    }
  }

  /** Throws unless the levels that are kept are those that would be decided now. */
  requireKept(): void {
    for (const [place, ticket] of this.#tickets.entries()) {
      const { level } = policy.decide(ticket, this.#now, promiseOf(ticket))
      const own = policy.levels[this.#ranks[place] as number]
      if (own !== level) throw new Error(`The level of ticket ${place} was kept as ${own}, but is ${level}`)
    }
  }

  get #now(): number {
    return NOW + this.#minute * MINUTE_MS
  }
}
