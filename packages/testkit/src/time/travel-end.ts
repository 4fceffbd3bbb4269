import type { Duration } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'

const SECONDS = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const
const LATEST = Date.UTC(2200, 0, 1)

/**
 * Where a journey of such a duration ends.
 *
 * @throws DocketError `INVALID_INPUT` for other parts, for what is no finite number, for a journey back, and beyond 2199
 */
export function travelEnd(from: Instant, duration: Duration): Instant {
  const parts = typeof duration === 'object' && duration !== null ? Object.entries(duration) : [['', duration] as const]
  let seconds = 0
  for (const [part, value] of parts) {
    if (!Object.hasOwn(SECONDS, part) || !Number.isFinite(value)) throw noDuration()
    seconds += (value as number) * SECONDS[part as keyof typeof SECONDS]
  }
  const end = from + Math.round(seconds * 1000)
  if (!(end >= from && end < LATEST)) throw noDuration()
  return end
}

function noDuration(): DocketError {
  const message =
    'Pass a duration of days, hours, minutes and seconds, such as { days: 3 }, that leads forward and ends before the year 2200; a day is 24 hours.'
  return new DocketError('INVALID_INPUT', message)
}
