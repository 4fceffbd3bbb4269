import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, OFFICE, ONE_HOUR } from '../../test/promises.js'
import { LATEST_INSTANT } from '../kernel/clock.js'
import type { PauseInterval } from '../store/record-types.js'
import { elapsedMs, instantAt, isPaused, shareMs, type TargetClock } from './target-clock.js'

const at = (text: string) => Date.parse(`2025-01-${text}Z`)
const pause = (from: string, to: string | null): PauseInterval => ({ from: at(from), to: to === null ? null : at(to) })
// 2025-01-01 is a Wednesday.
const wall = (...pauses: PauseInterval[]): TargetClock => ({ calendar: null, from: at('01T10:00'), pauses })
const office = (...pauses: PauseInterval[]): TargetClock => ({ calendar: OFFICE, from: at('01T10:00'), pauses })

describe('a clock without a calendar', () => {
  it('runs with the wall clock', () => {
    expect(instantAt(wall(), 2 * HOUR)).toBe(at('01T12:00'))
    expect([at('01T09:00'), at('01T10:00'), at('01T12:00')].map((now) => elapsedMs(wall(), now))).toEqual([
      0,
      0,
      2 * HOUR,
    ])
  })

  it('stands still in its pauses', () => {
    const clock = wall(pause('01T11:00', '01T14:00'), pause('01T14:30', '02T14:30'))
    expect(instantAt(clock, 2 * HOUR)).toBe(at('02T15:00'))
    const stands = ['01T11:00', '01T12:00', '01T14:00'].map((now) => elapsedMs(clock, at(now)))
    expect(stands).toEqual([HOUR, HOUR, HOUR])
    expect(elapsedMs(clock, at('02T14:30'))).toBe(1.5 * HOUR)
    expect(elapsedMs(clock, at('02T15:00'))).toBe(2 * HOUR)
  })

  it('gives the beginning of a pause, not its end, for time that is over just then', () => {
    expect(instantAt(wall(pause('01T12:00', '01T14:00')), 2 * HOUR)).toBe(at('01T12:00'))
    expect(instantAt(wall(pause('01T12:00', null)), 2 * HOUR)).toBe(at('01T12:00'))
    expect(instantAt(wall(pause('01T12:00', null)), 2 * HOUR + 1)).toBeNull()
  })

  it('cannot say when time is over that a pause holds up which lasts', () => {
    const clock = wall(pause('01T10:30', '01T11:00'), pause('01T12:00', null))
    expect(instantAt(clock, 1.5 * HOUR)).toBe(at('01T12:00'))
    expect(instantAt(clock, 2 * HOUR)).toBeNull()
    expect(elapsedMs(clock, at('09T00:00'))).toBe(1.5 * HOUR)
  })

  it('begins late where it begins within a pause, and passes over pauses before it', () => {
    const clock = wall(pause('01T07:00', '01T08:00'), pause('01T09:00', '01T12:00'))
    expect(instantAt(clock, HOUR)).toBe(at('01T13:00'))
    expect(elapsedMs(clock, at('01T13:00'))).toBe(HOUR)
    expect(elapsedMs(clock, at('01T11:00'))).toBe(0)
    expect(instantAt(wall(pause('01T09:00', null)), HOUR)).toBeNull()
  })

  it('knows no time beyond the instants that are stored', () => {
    const late: TargetClock = { calendar: null, from: LATEST_INSTANT - HOUR, pauses: [] }
    expect(instantAt(late, HOUR - 1)).toBe(LATEST_INSTANT - 1)
    expect(instantAt(late, HOUR)).toBeNull()
  })
})

describe('a clock with a calendar', () => {
  it('counts open time alone, over a night and a weekend', () => {
    expect(instantAt(office(), 9 * HOUR)).toBe(at('02T10:00'))
    expect(instantAt(office(), 26 * HOUR)).toBe(at('03T18:00'))
    expect(instantAt(office(), 26 * HOUR + 1)).toBe(at('06T09:00') + 1)
  })

  it('ends at the closing instant what is over just then', () => {
    expect(instantAt(office(), 8 * HOUR)).toBe(at('01T18:00'))
    expect(elapsedMs(office(), at('01T23:00'))).toBe(8 * HOUR)
  })

  it('loses of a pause only what was open', () => {
    // From Wednesday at noon to Thursday at ten, seven of 22 hours are open.
    const clock = office(pause('01T12:00', '02T10:00'))
    expect(instantAt(clock, 10 * HOUR)).toBe(at('02T18:00'))
    expect(elapsedMs(clock, at('02T18:00'))).toBe(10 * HOUR)
    // A pause by night costs nothing.
    expect(instantAt(office(pause('01T19:00', '02T08:00')), 9 * HOUR)).toBe(at('02T10:00'))
  })

  it('ends at closing time what a pause by night could not hold up', () => {
    expect(instantAt(office(pause('01T19:00', null)), 8 * HOUR)).toBe(at('01T18:00'))
    expect(instantAt(office(pause('01T18:00', null)), 8 * HOUR)).toBe(at('01T18:00'))
    expect(instantAt(office(pause('01T18:00', null)), 8 * HOUR + 1)).toBeNull()
  })

  it('cannot say when time is over for which the calendar has no openings', () => {
    const clock: TargetClock = { calendar: ONE_HOUR, from: at('01T00:00'), pauses: [] }
    expect(instantAt(clock, HOUR)).toBe(at('01T10:00'))
    expect(instantAt(clock, HOUR + 1)).toBeNull()
    expect(instantAt({ ...clock, pauses: [pause('01T09:10', '01T09:11')] }, HOUR)).toBeNull()
    expect(elapsedMs(clock, at('20T00:00'))).toBe(HOUR)
  })
})

describe('any clock', () => {
  const anyClock = fc
    .record({
      calendar: fc.constantFrom(null, OFFICE),
      from: fc.integer({ min: 0, max: 10_000 }),
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 20_000 }), { maxLength: 8 }),
    })
    .map(({ calendar, from, cuts }): TargetClock => {
      const sorted = cuts.sort((a, b) => a - b).map((minute) => at('01T00:00') + minute * MINUTE)
      const pauses = sorted.flatMap((one, index): PauseInterval[] => {
        return index % 2 === 0 ? [{ from: one, to: sorted[index + 1] ?? null }] : []
      })
      return { calendar, from: at('01T00:00') + from * MINUTE, pauses }
    })
  const anyTime = fc.integer({ min: 1, max: 200 * HOUR })

  it('has run for just so long at the instant that it gives, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(anyClock, anyTime, (clock, time) => {
        const instant = instantAt(clock, time)
        if (instant === null) {
          expect(clock.pauses.at(-1)?.to).toBeNull()
          expect(elapsedMs(clock, at('01T00:00') + 1e10)).toBeLessThan(time)
        } else {
          expect(elapsedMs(clock, instant)).toBe(time)
          expect(elapsedMs(clock, instant - 1)).toBe(time - 1)
        }
      }),
    )
  })

  it('never runs back, nor faster than the wall clock', () => {
    fc.assert(
      fc.property(anyClock, fc.nat(3e9), fc.nat(3e9), (clock, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((offset) => at('01T00:00') + offset)
        const ran = elapsedMs(clock, later ?? 0) - elapsedMs(clock, earlier ?? 0)
        expect(ran).toBeGreaterThanOrEqual(0)
        expect(ran).toBeLessThanOrEqual((later ?? 0) - (earlier ?? 0))
      }),
    )
  })
})

it('is paused from the beginning of a pause on, up to but not at its end', () => {
  const pauses = [pause('01T10:00', '01T11:00'), pause('01T12:00', '01T13:00')]
  const paused = ['01T11:59', '01T12:00', '01T12:59', '01T13:00'].map((now) => isPaused(pauses, at(now)))
  expect(paused).toEqual([false, true, true, false])
  expect(isPaused([pause('01T12:00', null)], at('30T00:00'))).toBe(true)
  expect(isPaused([], at('01T00:00'))).toBe(false)
})

describe('a share of a time', () => {
  it('is a whole number of milliseconds wherever it is one in decimals', () => {
    for (let percent = 1; percent < 100; percent += 1) {
      for (const minutes of [1, 5, 45, 90, 480, 540, 2_400, 525_600]) {
        expect(shareMs(minutes * MINUTE, percent / 100)).toBe((minutes * MINUTE * percent) / 100)
      }
    }
  })

  it('is the next whole millisecond where it is none', () => {
    expect([shareMs(1, 0.5), shareMs(3, 0.5), shareMs(10, 1 / 3), shareMs(1_000, 0.0001)]).toEqual([1, 2, 4, 1])
    expect(shareMs(HOUR, 0.5 + 1e-9)).toBe(HOUR / 2 + 1)
  })

  // 0.07 × 100 min is 420,000.00000000006 ms in floating point: a millisecond after closing time was the next morning.
  it('that ends with the opening is over at closing time', () => {
    const [from, closing] = [at('01T17:53'), at('01T18:00')]
    expect(instantAt({ calendar: OFFICE, from, pauses: [] }, shareMs(100 * MINUTE, 0.07))).toBe(closing)
  })
})
