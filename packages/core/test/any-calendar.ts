import * as fc from 'fast-check'
import type { CalendarInput, Opening } from '../src/calendar/calendar-types.js'

/** Zones with clock changes of all kinds, and some without. */
export const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'America/St_Johns',
  'Asia/Tehran',
] as const

const QUARTER_MINUTES = 15
const pad = (value: number) => String(value).padStart(2, '0')
const time = (quarter: number) => `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * QUARTER_MINUTES)}`

/** Openings of a day at quarters of an hour, none of them touching. */
const anyOpenings: fc.Arbitrary<Opening[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((drawn) => {
    const sorted = drawn.sort((one, other) => one - other)
    const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) =>
      sorted.slice(2 * index, 2 * index + 2),
    )
    return pairs.map(([start = 0, end = 0]) => [time(start), time(end)] as const)
  })

/** A date of 2024 to 2026, often one with a clock change somewhere. */
const anyDate = fc.oneof(
  fc.constantFrom('2025-03-09', '2025-03-30', '2025-04-06', '2025-09-28', '2025-10-05', '2025-10-26', '2025-11-02'),
  fc.integer({ min: 0, max: 1095 }).map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)),
)

const DAYS = ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const anyDays = fc.dictionary(anyDate, anyOpenings, { maxKeys: 4, noNullPrototype: true })

/** A calendar that is open at least on Mondays. */
export const anyCalendar: fc.Arbitrary<CalendarInput> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    mon: anyOpenings,
    others: fc.tuple(...DAYS.map(() => anyOpenings)),
    holidays: fc.array(anyDate, { maxLength: 4 }),
    shifts: anyDays,
    breaks: anyDays,
  })
  .map(({ timeZone, mon, others, holidays, shifts, breaks }) => {
    const monday: Opening[] = mon.length > 0 ? mon : [['09:00', '17:30']]
    const weekly = Object.fromEntries(DAYS.map((day, index) => [day, others[index] ?? []]))
    return { timeZone, weekly: { ...weekly, mon: monday }, holidays, shifts, breaks }
  })

const anyOffset = fc.oneof(
  fc.integer({ min: -96, max: 96 }).map((quarters) => quarters * QUARTER_MINUTES * 60_000),
  fc.integer({ min: -86_400_000, max: 86_400_000 }),
)

/** An instant of 2024 to 2026, often near a clock change, often on a quarter of an hour. */
export const anyInstant = fc.tuple(anyDate, anyOffset).map(([date, offset]) => Date.parse(`${date}T00:00:00Z`) + offset)

/** Some open time up to a month, in milliseconds, often a whole number of quarters of an hour. */
export const anyOpenTime = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map((quarters) => quarters * QUARTER_MINUTES * 60_000),
  fc.integer({ min: 1, max: 2_600_000_000 }),
)
