import type { SystemDesk } from '@docket/core'
import { type Clock, DocketError } from '@docket/core/store'

/** A clock that stands where it is set, such as `manualClock` of `@docket/core/testing`. */
export interface MovableClock extends Clock {
  set(instant: Date): void
}

/** Before anything that a store keeps. */
const LONG_AGO = Date.UTC(1900, 0, 1)

/**
 * The clock as one that can be moved.
 *
 * @throws DocketError `INVALID_INPUT` when it cannot
 */
export function movableClock(clock: Clock): MovableClock {
  if (typeof (clock as Partial<MovableClock>).set === 'function') return clock as MovableClock
  const message =
    'This desk runs on a clock that cannot be moved. Make one by manualClock() of @docket/core/testing and pass it as `clock` to createDesk and to the store.'
  throw new DocketError('INVALID_INPUT', message)
}

/**
 * Checks that the store reckons by the same clock. One that does not would fire nothing, or all at once: so its clock may
 * show the future of a desk whose clock begins in 2025. Seen from long ago everything is still to come, and must be due at
 * the same instant as seen from now.
 *
 * @throws DocketError `INVALID_INPUT` when it does not
 */
export async function expectFollowingStore(
  system: Pick<SystemDesk, 'nextWakeupAt'>,
  clock: MovableClock,
): Promise<void> {
  const seenFromNow = await system.nextWakeupAt()
  if (seenFromNow === null) return
  const now = clock.now()
  clock.set(new Date(LONG_AGO))
  let due: number | undefined
  try {
    due = (await system.nextWakeupAt())?.getTime()
  } finally {
    clock.set(new Date(now))
  }
  if (due !== undefined && due > LONG_AGO && Math.max(due, now) === seenFromNow.getTime()) return
  throw notFollowing()
}

/** The error of a store that goes by another clock than its desk. */
export function notFollowing(): DocketError {
  const message =
    'The store does not follow the clock of the desk, so that nothing fires when it is due. Pass the same clock to both: memoryStore({ clock }) or postgresStore({ pool, clock }), and createDesk(definition, { store, clock }).'
  return new DocketError('INVALID_INPUT', message)
}
