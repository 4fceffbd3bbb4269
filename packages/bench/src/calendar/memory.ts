import { type BusinessCalendar, defineCalendar } from '@docket/core'
import { type Report, rounded } from '../measure/row.js'
import { type Office, YEAR } from './offices.js'

const CALENDARS = 400
/** Tables grow by doubling: of so many years none is held that is not asked about. */
const YEARS = 16

/** What the compiled openings of calendars take of the heap, those of a team that has a lunch break. */
export function benchmarkCalendarMemory(report: Report, { zone, input }: Office): void {
  const hours = [['09:00', '12:00'] as const, ['13:00', '18:00'] as const]
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
  const from = new Date(Date.UTC(YEAR, 0, 1))
  const to = new Date(Date.UTC(YEAR + YEARS, 0, 1) - 1)
  const compiled = (calendar: BusinessCalendar) => {
    for (let year = YEAR; year < YEAR + YEARS; year += 1) calendar.isOpen(new Date(Date.UTC(year, 6, 1)))
    return calendar
  }
  compiled(defineCalendar({ ...input, weekly }))

  const calendars = Array.from({ length: CALENDARS }, () => defineCalendar({ ...input, weekly }))
  const before = heldBytes()
  for (const calendar of calendars) compiled(calendar)
  const bytes = heldBytes() - before
  const intervals = calendars.reduce((sum, calendar) => sum + calendar.segments(from, to).length, 0)
  report.row({
    case: `${zone}, bytes an interval`,
    ours: rounded(bytes / intervals),
    reference: 16,
    ratio: rounded(bytes / intervals / 16),
    goal: 'ours <= 30',
    unit: 'B',
    note: `${CALENDARS} calendars of ${intervals / CALENDARS} intervals; reference: two numbers of 8 bytes`,
  })
}

function heldBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
