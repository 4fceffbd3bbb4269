import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOUR, MINUTE, OFFICE, policyOf, promiseAtHand } from '../../test/promises.js'
import { created, eventRecord } from '../../test/records.js'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import type { EventRecord, Phase, TicketRecord } from '../store/record-types.js'
import { replay } from '../ticket/evolve.js'
import { runsOf } from './promise.js'

// Friday before the clocks go forward in New York, where they do on Sunday at 7:00 UTC.
const BEGIN = Date.UTC(2025, 2, 7, 12)
const halves: readonly [string, string][] = [
  ['08:30', '12:00'],
  ['13:00', '17:00'],
]
const days = { mon: halves, tue: halves, wed: halves, thu: halves, fri: halves, sun: [['00:00', '06:00']] } as const
const CALENDARS: Readonly<Record<string, BusinessCalendar>> = {
  office: OFFICE,
  night: defineCalendar({ timeZone: 'America/New_York', weekly: days, holidays: ['2025-03-10'] }),
}

interface Stay {
  /** Minutes since the stay before. */
  readonly after: number
  readonly phase: Phase
  readonly paused: boolean
}

function logOf(stays: readonly Stay[]): EventRecord[] {
  let at = BEGIN
  const moves = stays.map(({ after, phase, paused }, index) => {
    at += after * MINUTE
    const data = { event: 'e', from: 'a', to: 'b', phase, paused, timeoutAt: null, effects: [] }
    return eventRecord(index + 2, 'ticket.transitioned', data, { occurredAt: at })
  })
  return [{ ...created(), occurredAt: BEGIN }, ...moves]
}

/** Walks from minute to minute through the log itself: no interval, no sum, no search. */
function slowDueAt(log: readonly EventRecord[], calendar: BusinessCalendar | null, minutes: number): number | null {
  const isDone = ({ data }: EventRecord) => data['phase'] === 'solved' || data['phase'] === 'terminal'
  const first = log.findLastIndex((event, index) => {
    const before = log[index - 1]
    return before === undefined || (isDone(before) && !isDone(event))
  })
  const begun = log[first]
  if (!begun) throw new Error('the log is empty')
  const end = log.slice(first).find(isDone)
  const last = log.at(-1)?.occurredAt ?? 0
  let left = minutes
  for (let now = begun.occurredAt; ; now += MINUTE) {
    if (left === 0) return now
    const state = log.findLast(({ occurredAt }) => occurredAt <= now)
    const ended = end !== undefined && now >= end.occurredAt
    const paused = !ended && state?.data['paused'] === true
    if (paused && now >= last) return null
    if (!paused && (calendar === null || calendar.isOpen(new Date(now)))) left -= 1
  }
}

const anyStay = fc.record({
  after: fc.integer({ min: 1, max: 1_500 }),
  phase: fc.constantFrom<Phase>('open', 'open', 'waiting', 'waiting', 'solved', 'terminal'),
  paused: fc.boolean(),
})

it('any due date is that of a walk through the whole history, minute by minute', () => {
  const seen = { paused: 0, due: 0 }
  fc.assert(
    fc.property(
      fc.array(anyStay, { maxLength: 7 }),
      fc.constantFrom('wall', 'office', 'night'),
      fc.integer({ min: 1, max: 900 }),
      (stays, calendar, minutes) => {
        const policy = policyOf({ calendar, targets: { resolution: { within: { minutes } } } })
        const log = logOf(stays)
        const view = replay(log) as TicketRecord
        const promise = promiseAtHand(policy, view, CALENDARS)
        const sla = {
          promise: promise.promise,
          since: BEGIN,
          former: null,
          inherited: null,
          progress: {},
          formerProgress: {},
        }
        const [run] = runsOf({ ...view, sla }, promise)
        const due = slowDueAt(log, CALENDARS[calendar] ?? null, minutes)
        expect(run?.dueAt).toBe(due)
        seen[due === null ? 'paused' : 'due'] += 1
      },
    ),
    { numRuns: 400 },
  )
  expect(Math.min(seen.paused, seen.due)).toBeGreaterThan(5)
})

it('the walk itself knows a pause, a night, a reopening and the hour that is skipped', () => {
  const due = (stays: Stay[], calendar: string, minutes: number) =>
    ((slowDueAt(logOf(stays), CALENDARS[calendar] ?? null, minutes) ?? Number.NaN) - BEGIN) / HOUR
  expect(due([], 'wall', 90)).toBe(1.5)
  expect(
    due(
      [
        { after: 60, phase: 'waiting', paused: true },
        { after: 30, phase: 'open', paused: false },
      ],
      'wall',
      90,
    ),
  ).toBe(2)
  expect(due([{ after: 60, phase: 'waiting', paused: true }], 'wall', 90)).toBeNaN()
  expect(
    due(
      [
        { after: 60, phase: 'solved', paused: false },
        { after: 60, phase: 'open', paused: false },
      ],
      'wall',
      90,
    ),
  ).toBe(3.5)
  // The office opens until Friday 18:00 UTC, and again on Monday at 9:00.
  expect(due([], 'office', 7 * 60)).toBe(3 * 24 - 12 + 9 + 1)
  // Seven and a half hours of Friday, five of the night to Sunday in which one is skipped.
  expect(due([], 'night', 7.5 * 60 + 300)).toBe((Date.UTC(2025, 2, 9, 10) - BEGIN) / HOUR)
})
