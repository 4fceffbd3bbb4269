import type { CalendarInput, Opening, Weekday } from '../../src/calendar/calendar-types.js'
import type { Dice } from './dice.js'
import type { CalendarPlan } from './plan.js'
import { DAY_MINUTES, MINUTE_MS, type Minute, wallTimeOf } from './wall-time.js'

/** The zones that are tried, each with a trait of its own. */
export const ZONES = [
  'Asia/Shanghai', // no changes
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe', // half an hour
  'Asia/Kathmandu', // +05:45
  'Pacific/Apia', // a skipped day, 2011-12-30
  'Africa/Casablanca', // changes for Ramadan
  'Pacific/Chatham', // +12:45, +13:45
  'America/St_Johns', // changes at 00:01 until 2011
  'Africa/Cairo', // changes at midnight
  'America/Sao_Paulo', // changes at midnight
  'Asia/Tehran', // +03:30, changes at midnight
] as const

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const FIRST_DAY = Date.UTC(2000, 0, 1) / MINUTE_MS / DAY_MINUTES
const LAST_DAY = Date.UTC(2035, 11, 31) / MINUTE_MS / DAY_MINUTES
const changes = new Map<string, readonly Minute[]>()

/** A calendar around an instant: what it names by date lies near that. */
export interface RandomPlan {
  readonly zone: string
  /** In milliseconds, UTC. */
  readonly center: number
  readonly plan: CalendarPlan
}

/** Any calendar, more often than not around a change of its zone's clock. */
export function randomPlan(dice: Dice): RandomPlan {
  const zone = dice.one(ZONES)
  const near = dice.chance(0.6) ? dice.one([...changesOf(zone), undefined]) : undefined
  const center = near ?? dice.whole(FIRST_DAY, LAST_DAY) * DAY_MINUTES + dice.whole(0, DAY_MINUTES - 1)
  const hours = hoursPlan(dice, zone, center)
  return { zone, center: center * MINUTE_MS, plan: dice.chance(0.8) ? hours : combinedPlan(dice, hours, center) }
}

function changesOf(zone: string): readonly Minute[] {
  const known = changes.get(zone) ?? wallTimeOf(zone).changes(FIRST_DAY, LAST_DAY - FIRST_DAY)
  changes.set(zone, known)
  return known
}

function combinedPlan(dice: Dice, first: CalendarPlan, center: Minute): CalendarPlan {
  const kind = dice.one(['union', 'intersection'] as const)
  const others = dice.times(dice.whole(1, 2), () => hoursPlan(dice, dice.one(ZONES), center))
  const combined: CalendarPlan = { kind, of: [first, ...others] }
  return dice.chance(0.2) ? { kind: 'union', of: [combined, hoursPlan(dice, dice.one(ZONES), center)] } : combined
}

function hoursPlan(dice: Dice, timeZone: string, center: Minute): CalendarInput {
  const local = wallTimeOf(timeZone).at(center)
  const dates = (most: number) =>
    dice.times(dice.chance(0.4) ? 0 : dice.whole(1, most), () => {
      const away = dice.chance(0.3) ? dice.whole(-1, 1) : dice.whole(-12, 12)
      return new Date((Math.floor(local / DAY_MINUTES) + away) * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10)
    })
  const byDate = (all: readonly string[], most: number) =>
    Object.fromEntries(all.map((date) => [date, openings(dice, most)]))
  const weekly = randomWeekly(dice, local)
  // One without weekly openings needs a date that has some.
  const shifted = weekly === undefined ? [...dates(10), ...dates(10), isoDate(local)] : dates(6)
  return {
    timeZone,
    ...(weekly && { weekly }),
    holidays: dates(6),
    shifts: byDate(shifted, 3),
    breaks: byDate(dates(6), 2),
  }
}

const isoDate = (local: Minute): string => new Date(local * MINUTE_MS).toISOString().slice(0, 10)

type Weekly = { [Day in Weekday]?: readonly Opening[] }

function randomWeekly(dice: Dice, local: Minute): Weekly | undefined {
  const style = dice.one(['office', 'nights', 'always', 'change', 'random', 'random', 'touching', 'none'] as const)
  const everyDay = (day: readonly Opening[]): Weekly => Object.fromEntries(WEEKDAYS.map((name) => [name, day]))
  switch (style) {
    case 'office':
      return Object.fromEntries(
        WEEKDAYS.slice(0, dice.whole(4, 6)).map((name) => [
          name,
          [range(540, 720), range(810, dice.whole(900, 1_200))],
        ]),
      )
    case 'nights': {
      const [evening, morning] = [dice.whole(1_200, 1_439), dice.whole(1, 480)]
      const first = dice.whole(0, 6)
      const nights = everyDay([range(0, morning), range(evening, DAY_MINUTES)])
      return dice.chance(0.5) ? nights : withNight(first, evening, morning)
    }
    case 'always':
      return everyDay([range(0, DAY_MINUTES)])
    case 'change': {
      // Around the local time at which the clock is changed.
      const at = (local % DAY_MINUTES) + dice.whole(-90, 60)
      const start = Math.min(Math.max(0, at), DAY_MINUTES - 1)
      return everyDay([range(start, Math.min(DAY_MINUTES, start + dice.whole(1, 180)))])
    }
    case 'random':
      return Object.fromEntries(
        WEEKDAYS.filter((_, day) => day === 2 || dice.chance(0.6)).map((name) => [name, some(dice, 3)]),
      )
    case 'touching':
      return everyDay(shuffled(dice, [range(0, 480), range(480, 960), range(960, dice.one([1_080, DAY_MINUTES]))]))
    case 'none':
      return undefined
  }
}

function withNight(day: number, evening: number, morning: number): Weekly {
  const [first = 'mon', next = 'tue'] = [WEEKDAYS[day], WEEKDAYS[(day + 1) % 7]]
  return { [first]: [range(evening, DAY_MINUTES)], [next]: [range(0, morning)] }
}

/** Openings of a date; now and then none. */
function openings(dice: Dice, most: number): Opening[] {
  return dice.chance(0.1) ? [] : some(dice, most)
}

/** At least one opening, none overlapping another, in any order. */
function some(dice: Dice, most: number): Opening[] {
  const grain = dice.one([1, 5, 15, 30, 60])
  const edges = new Set(dice.times(2 * dice.whole(1, most), () => dice.whole(0, DAY_MINUTES / grain) * grain))
  const sorted = [...edges].sort((one, other) => one - other)
  const pairs = dice.times(Math.floor(sorted.length / 2), (index) =>
    range(sorted[2 * index] ?? 0, sorted[2 * index + 1] ?? 0),
  )
  return pairs.length === 0 ? [range(480, 1_020)] : shuffled(dice, pairs)
}

function shuffled<T>(dice: Dice, list: readonly T[]): T[] {
  return dice.chance(0.3) ? list.toReversed() : [...list]
}

function range(start: Minute, end: Minute): Opening {
  return [time(start), time(end)]
}

function time(minute: Minute): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
