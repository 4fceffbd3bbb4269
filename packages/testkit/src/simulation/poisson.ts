import type { Weekday } from '@docket/core'
import { DocketError } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { Arrival, ArrivalStream } from './simulation-types.js'

/** What {@link poisson} takes. */
export interface PoissonInput<Ticket> {
  /** How many come in an hour on average: always the same, or by the local hour, 0 to 23, and weekday. */
  readonly perHour: number | ((hour: number, weekday: Weekday) => number)
  /** The IANA zone of the local hours; UTC if left out. */
  readonly timeZone?: string
  /** The ticket of the customer who comes; `index` counts from 0. */
  readonly ticket: (random: SeededRandom, index: number) => Ticket
}

const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const HOUR_MS = 3_600_000
/** Zones change their hour at quarters of UTC's. */
const QUARTER_MS = 900_000

/**
 * Customers who come independently of each other, at a rate that may change with the hour: a Poisson process, by thinning.
 *
 * @throws DocketError `INVALID_INPUT` when a rate is negative or no finite number, or the zone does not exist
 * @example
 * ```ts
 * import { poisson } from '@docket/testkit'
 *
 * export const arrivals = poisson({
 *   perHour: (hour, weekday) => (weekday === 'sat' || weekday === 'sun' ? 2 : hour >= 9 && hour < 18 ? 30 : 3),
 *   timeZone: 'Asia/Shanghai',
 *   ticket: (random, index) => ({ subject: `Ticket ${index}`, requester: { id: `c${random.below(500)}` } }),
 * })
 * ```
 */
export function poisson<Ticket>({
  perHour,
  timeZone = 'UTC',
  ticket,
}: PoissonInput<Ticket>): (stream: ArrivalStream) => readonly Arrival<Ticket>[] {
  const rate = typeof perHour === 'number' ? () => perHour : perHour
  const most = highestRate(rate)
  const localHour = localHours(timeZone)
  return ({ random, since, until }) => {
    const arrivals: Arrival<Ticket>[] = []
    if (most === 0) return arrivals
    for (let at = since.getTime(); ; ) {
      at += (-Math.log(1 - random.next()) * HOUR_MS) / most
      if (at >= until.getTime()) return arrivals
      const instant = Math.floor(at)
      const { hour, weekday } = localHour(instant)
      if (random.next() * most < rate(hour, weekday)) {
        arrivals.push({ at: new Date(instant), ticket: ticket(random, arrivals.length) })
      }
    }
  }
}

function highestRate(rate: (hour: number, weekday: Weekday) => number): number {
  const rates = WEEKDAYS.flatMap((weekday) => Array.from({ length: 24 }, (_, hour) => rate(hour, weekday)))
  if (rates.every((value) => Number.isFinite(value) && value >= 0)) return Math.max(...rates)
  throw new DocketError('INVALID_INPUT', 'Pass `perHour` as a finite number from 0, or as a function that gives one.')
}

interface LocalHour {
  readonly hour: number
  readonly weekday: Weekday
}

function localHours(timeZone: string): (at: number) => LocalHour {
  const options = { timeZone, hour: 'numeric', hourCycle: 'h23', weekday: 'short' } as const
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', options)
  } catch (cause) {
    const message = `There is no time zone ${timeZone}; pass an IANA name such as Asia/Shanghai.`
    throw new DocketError('INVALID_INPUT', message, {}, { cause })
  }
  const known = new Map<number, LocalHour>()
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS)
    let local = known.get(quarter)
    if (local === undefined) {
      const parts = format.formatToParts(at)
      const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
      local = { hour: Number(part('hour')), weekday: part('weekday').toLowerCase() as Weekday }
      known.set(quarter, local)
    }
    return local
  }
}
