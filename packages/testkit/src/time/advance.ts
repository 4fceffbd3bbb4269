import type { Duration, SystemDesk } from '@docket/core'
import { DocketError } from '@docket/core/store'
import { expectFollowingStore, movableClock, notFollowing } from './movable-clock.js'
import { travelEnd } from './travel-end.js'

/** What is needed of a desk to travel in time: every desk has it. */
export interface TravellingDesk {
  readonly system: Pick<SystemDesk, 'clock' | 'nextWakeupAt' | 'tick'>
}

/** What happened on a journey. */
export interface TimeTravel {
  /** Timers that were fired. */
  readonly timers: number
  /** Effects that were delivered, or tried. */
  readonly messages: number
  /** Where the clock stands now. */
  readonly until: Date
}

/** What fires at one instant and is due again at once would never end. */
const MOST_AT_ONCE = 10_000

/**
 * Moves a desk through time, from one due instant to the next: time-outs, steps of ladders, broken promises, retries and
 * whatever they bring with them happen each at its own instant, and then the clock stands exactly `duration` later.
 *
 * The desk and its store must run on the same `manualClock` of `@docket/core/testing`. Nothing else may use them
 * meanwhile, no worker either.
 *
 * @param duration - of elapsed time: a day is 24 hours, also where clocks change
 * @throws DocketError `INVALID_INPUT` when the clock cannot be moved, or the store does not follow it, `LIMIT_EXCEEDED` when
 *   more than 10,000 timers and effects fire at one instant
 * @example
 * ```ts
 * import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
 * import { manualClock } from '@docket/core/testing'
 * import { memoryStore } from '@docket/store-memory'
 * import { advance } from '@docket/testkit'
 *
 * const clock = manualClock(new Date('2025-03-07T15:00:00Z'))
 * const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
 * const desk = await createDesk(definition, { store: memoryStore({ clock }), clock })
 * const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a7' } })
 * const { id } = await agent.create({ subject: 'Screen broken', requester: { id: 'c42' } })
 * await agent.send(id, { type: 'solve' })
 *
 * await advance(desk, { days: 7 })
 * console.log((await agent.get(id)).state) // closed, by its time-out
 * ```
 */
export async function advance(desk: TravellingDesk, duration: Duration): Promise<TimeTravel> {
  const { system } = desk
  const clock = movableClock(system.clock)
  const until = travelEnd(clock.now(), duration)
  await expectFollowingStore(system, clock)

  const total = { timers: 0, messages: 0 }
  let atOnce = 0
  let isStuck = false
  for (;;) {
    const next = (await system.nextWakeupAt())?.getTime()
    if (next === undefined || next > until) break
    if (next > clock.now()) {
      clock.set(new Date(next))
      atOnce = 0
    } else if (isStuck) throw notFollowing()
    if (atOnce >= MOST_AT_ONCE) throw endless(clock.now())
    const { timers, messages } = await system.tick({ limit: MOST_AT_ONCE - atOnce })
    total.timers += timers
    total.messages += messages
    atOnce += timers + messages
    isStuck = timers + messages === 0
  }
  clock.set(new Date(until))
  return { ...total, until: new Date(until) }
}

function endless(at: number): DocketError {
  const message = `More than ${MOST_AT_ONCE} timers and effects are due at ${new Date(at).toISOString()}. Look for an effect or a time-out that causes itself again; if so many are meant, call desk.system.tick() until it fires nothing, and then advance.`
  return new DocketError('LIMIT_EXCEEDED', message)
}
