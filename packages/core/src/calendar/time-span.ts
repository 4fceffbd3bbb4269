import type { Instant } from '../kernel/clock.js'
import type { TimeSpan } from '../kernel/duration.js'
import { DocketError } from '../kernel/error.js'

const PARTS = ['hours', 'minutes', 'seconds']

/**
 * A span that a caller gave, in milliseconds.
 *
 * @throws DocketError `INVALID_INPUT` for other parts, for what is no finite number, and for fractions of a millisecond
 */
export function givenMilliseconds(span: TimeSpan): number {
  if (typeof span !== 'object' || span === null) throw invalidSpan('it is no object')
  for (const part in span) if (!PARTS.includes(part)) throw invalidSpan(`${part} is no part of it`)
  const { hours = 0, minutes = 0, seconds = 0 } = span
  if (!Number.isFinite(hours) || !Number.isFinite(minutes) || !Number.isFinite(seconds)) {
    throw invalidSpan('its parts must be finite numbers')
  }
  const exact = ((hours * 60 + minutes) * 60 + seconds) * 1000
  const whole = Math.round(exact)
  // 0.1 hours and its like are not exact in binary; what is less than a millionth off was meant as whole.
  if (Math.abs(exact - whole) > 1e-6 + Math.abs(exact) * 1e-15)
    throw invalidSpan('it is no whole number of milliseconds')
  return whole
}

/**
 * An instant that a caller gave.
 *
 * @throws DocketError `INVALID_INPUT` for what is no `Date`; whether it is a valid one, the timeline checks
 */
export function givenInstant(date: Date): Instant {
  if (date instanceof Date) return date.getTime()
  throw new DocketError('INVALID_INPUT', 'A calendar takes instants as Date; pass one.', { given: typeof date })
}

function invalidSpan(why: string): DocketError {
  const message = `This is no span of open time: ${why}. Pass hours, minutes and seconds, such as { hours: 1, minutes: 30 }; a business day has no fixed length.`
  return new DocketError('INVALID_INPUT', message)
}
