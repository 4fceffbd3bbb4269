import type { BusinessCalendar } from '../../calendar/calendar-types.js'
import type { Instant } from '../../kernel/clock.js'
import { presenceOf } from '../presence.js'
import type { Crew } from './crew.js'

/** Who is present: by what the agents' status says, and as of an instant by their vacations and shifts too. */
export class Shifts {
  readonly #crew: Crew
  readonly #calendars: ReadonlyMap<string, BusinessCalendar>
  /** What the status says, by seat. */
  readonly #status: boolean[]
  /** What vacations and shifts say; all are on duty until an instant is named. */
  readonly #onDuty: boolean[]
  /** Until when they say so; infinite where that does not change by itself. */
  readonly #until: Float64Array
  #lookedAt: Instant = Number.POSITIVE_INFINITY
  #soonest: Instant = Number.NEGATIVE_INFINITY

  constructor(crew: Crew, calendars: ReadonlyMap<string, BusinessCalendar>) {
    this.#crew = crew
    this.#calendars = calendars
    this.#status = crew.agents.map(({ status }) => status === 'present')
    this.#onDuty = crew.agents.map(() => true)
    this.#until = new Float64Array(crew.agents.length)
    crew.agents.forEach((_, seat) => {
      this.#apply(seat)
    })
  }

  /** Changes what an agent's status says. */
  setStatus(seat: number, present: boolean): void {
    this.#status[seat] = present
    this.#apply(seat)
  }

  /** Looks at vacations and shifts as of an instant; only at those that may have changed since the last one. */
  lookAt(at: Instant): void {
    const isBack = at < this.#lookedAt
    this.#lookedAt = at
    if (!isBack && at < this.#soonest) return
    let soonest = Number.POSITIVE_INFINITY
    this.#crew.agents.forEach((agent, seat) => {
      if (isBack || (this.#until[seat] as number) <= at) {
        const { code, until } = presenceOf({ ...agent, status: 'present' }, this.#calendars, at)
        this.#onDuty[seat] = code === 'present'
        this.#until[seat] = until ?? Number.POSITIVE_INFINITY
        this.#apply(seat)
      }
      soonest = Math.min(soonest, this.#until[seat] as number)
    })
    this.#soonest = soonest
  }

  #apply(seat: number): void {
    this.#crew.setPresent(seat, this.#status[seat] === true && this.#onDuty[seat] === true)
  }
}
