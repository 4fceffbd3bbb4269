import type { BusinessCalendar } from '../../calendar/calendar-types.js'
import type { Instant } from '../../kernel/clock.js'
import { presenceOf } from '../presence.js'
import type { Crew } from './crew.js'
import type { Seat } from './seat.js'

/** What is known of an agent's presence. */
interface Duty {
  readonly seat: Seat
  /** What the status says. */
  available: boolean
  /** What vacations and shifts say: everybody is on duty until an instant is named. */
  onDuty: boolean
  /** Until when they say so; infinite where that does not change by itself. */
  until: Instant
}

/** Who is present: by what the agents' status says, and as of an instant by their vacations and shifts too. */
export class Shifts {
  readonly #crew: Crew
  readonly #calendars: ReadonlyMap<string, BusinessCalendar>
  readonly #duties: readonly Duty[]
  #lookedAt: Instant = Number.POSITIVE_INFINITY
  /** When the next of them changes by itself. */
  #soonest: Instant = Number.NEGATIVE_INFINITY

  constructor(crew: Crew, calendars: ReadonlyMap<string, BusinessCalendar>) {
    this.#crew = crew
    this.#calendars = calendars
    this.#duties = crew.seats.map((seat) => {
      return { seat, available: seat.agent.status === 'present', onDuty: true, until: Number.POSITIVE_INFINITY }
    })
    for (const duty of this.#duties) this.#apply(duty)
  }

  /** Changes what an agent's status says. */
  setStatus({ number }: Seat, present: boolean): void {
    for (const duty of this.#duties.slice(number, number + 1)) {
      duty.available = present
      this.#apply(duty)
    }
  }

  /** Looks at vacations and shifts as of an instant; only at those that may have changed since the last one. */
  lookAt(at: Instant): void {
    const isBack = at < this.#lookedAt
    this.#lookedAt = at
    if (!isBack && at < this.#soonest) return
    this.#soonest = Number.POSITIVE_INFINITY
    for (const duty of this.#duties) {
      if (isBack || duty.until <= at) {
        const { code, until } = presenceOf({ ...duty.seat.agent, status: 'present' }, this.#calendars, at)
        duty.onDuty = code === 'present'
        duty.until = until ?? Number.POSITIVE_INFINITY
        this.#apply(duty)
      }
      this.#soonest = Math.min(this.#soonest, duty.until)
    }
  }

  #apply({ seat, available, onDuty }: Duty): void {
    this.#crew.setPresent(seat, available && onDuty)
  }
}
