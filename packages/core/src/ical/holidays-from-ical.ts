import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { parseInput } from '../kernel/input.js'
import { dayKind, isMarkedFeed } from './day-kind.js'
import { dateOf, dayOf } from './days.js'
import { expandYearly } from './expand-yearly.js'
import type { IcalHolidays, IcalOptions, SkippedEvent, SkipReason } from './ical-types.js'
import { type FeedEvent, readEvent } from './read-event.js'
import { readFeed, WHAT } from './read-feed.js'

/** So many days may be looked at for one feed, in the repetitions of its events. */
const MOST_DAYS = 5_000_000
const HUNDRED_YEARS = 36_525

const date = z.string().refine((text) => dayOf(text) !== undefined, 'must be a date, written YYYY-MM-DD')
const optionsSchema = z
  .strictObject({
    from: date,
    to: date,
    hours: z
      .array(z.tuple([z.string(), z.string()]))
      .min(1)
      .optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before `from`' })
  .refine(({ from, to }) => (dayOf(to) ?? 0) - (dayOf(from) ?? 0) <= HUNDRED_YEARS, {
    path: ['to'],
    message: 'must lie at most a hundred years after `from`',
  })

/**
 * Reads the holidays of an iCalendar text: its all-day events, with what repeats by the year. Needs the package `ical.js`
 * beside this one.
 *
 * An all-day event is a day off, unless it says that it is a make-up working day, by Apple's mark or in Chinese
 * (`上班`, `补班`, `班` in brackets): then it gets `hours`, also where another event of that date is a day off. Where a feed
 * marks its days off, what bears no mark is a festival without a day off. A rule alone says when an event repeats; its
 * start counts only where the rule gives it.
 *
 * Nothing is dropped silently: look at `skipped`.
 *
 * @throws DocketError `INVALID_INPUT` when the text is no iCalendar, or an all-day event is wrong in itself;
 *   `LIMIT_EXCEEDED` over 1,000,000 characters, or when its repetitions are too many
 * @example
 * ```ts
 * import { defineCalendar } from '@docket/core'
 * import { holidaysFromIcal } from '@docket/core/ical'
 * import { readFile } from 'node:fs/promises'
 *
 * const feed = await readFile('england.ics', 'utf8')
 * const { skipped, ...days } = holidaysFromIcal(feed, { from: '2025-01-01', to: '2026-12-31' })
 * for (const { summary, why } of skipped) console.warn(`${summary} is not taken for a holiday: ${why}`)
 * export const office = defineCalendar({ timeZone: 'Europe/London', weekly: { mon: [['09:00', '17:00']] }, ...days })
 * ```
 */
export function holidaysFromIcal(text: string, options: IcalOptions): IcalHolidays {
  const { from, to, hours } = parseInput(optionsSchema, options, WHAT)
  const range = { from: dayOf(from) ?? 0, to: dayOf(to) ?? 0 }
  const events = readFeed(text).map(readEvent)
  const isMarked = isMarkedFeed(events)
  const series = seriesOf(events)
  const spend = budget()

  const off = new Set<number>()
  const work = new Set<number>()
  const skipped: SkippedEvent[] = []
  for (const event of events) {
    const kind = dayKind(event, isMarked)
    const why = skipReason(event, series, kind === 'unmarked', kind === 'work' && hours === undefined)
    if (why !== null) skipped.push({ uid: event.uid, summary: event.summary, why })
    // Working days without hours are no holidays either, whatever other events say of them.
    if (why !== null && why !== 'working-day') continue
    for (const day of daysOf(event, series, range, spend)) (kind === 'work' ? work : off).add(day)
  }
  const inOrder = (days: Iterable<number>) => [...days].sort((one, other) => one - other).map(dateOf)
  return {
    holidays: inOrder([...off].filter((day) => !work.has(day))),
    shifts: Object.fromEntries(hours === undefined ? [] : inOrder(work).map((date) => [date, hours])),
    skipped,
  }
}

/** What the events of a series say of it together. */
interface Series {
  /** The days whose occurrence another event stands for. */
  readonly replaced: Set<number>
  isBeyond: boolean
}

function seriesOf(events: readonly FeedEvent[]): ReadonlyMap<string, Series> {
  const all = new Map<string, Series>()
  for (const { uid, replaces, isBeyond } of events) {
    if (uid === null) continue
    const series = all.get(uid) ?? { replaced: new Set(), isBeyond: false }
    all.set(uid, series)
    if (replaces !== null) series.replaced.add(replaces)
    if (isBeyond) series.isBeyond = true
  }
  return all
}

function skipReason(
  event: FeedEvent,
  series: ReadonlyMap<string, Series>,
  isUnmarked: boolean,
  hasNoHours: boolean,
): SkipReason | null {
  if (event.isCancelled) return 'cancelled'
  if (event.start === null) return 'timed'
  if (event.isBeyond || series.get(event.uid ?? '')?.isBeyond) return 'recurrence'
  if (isUnmarked) return 'unmarked'
  return hasNoHours ? 'working-day' : null
}

function daysOf(
  event: FeedEvent,
  series: ReadonlyMap<string, Series>,
  range: { readonly from: number; readonly to: number },
  spend: (days: number) => void,
): number[] {
  if (event.start === null) return []
  const reach = { from: range.from - event.length + 1, to: range.to }
  const repeated = event.rule === null ? [event.start] : expandYearly(event.rule, event.start, reach, spend)
  const removed = new Set(event.removed)
  const replaced = event.replaces === null ? series.get(event.uid ?? '')?.replaced : undefined
  const days: number[] = []
  for (const first of [...repeated, ...event.added]) {
    if (removed.has(first) || replaced?.has(first)) continue
    const last = Math.min(first + event.length - 1, range.to)
    spend(Math.max(0, last - Math.max(first, range.from) + 1))
    for (let day = Math.max(first, range.from); day <= last; day += 1) days.push(day)
  }
  return days
}

function budget(): (days: number) => void {
  let spent = 0
  return (days) => {
    spent += days
    if (spent <= MOST_DAYS) return
    throw new DocketError('LIMIT_EXCEEDED', 'The events of the feed repeat too often; ask for fewer years at a time.', {
      limit: MOST_DAYS,
    })
  }
}
