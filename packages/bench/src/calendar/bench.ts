import { type BusinessCalendar, defineCalendar } from '@docket/core'
import { interleave, perSecond, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { Limit } from './limit.js'
import type { Office } from './offices.js'
import { HOUR_MS, INSTANTS, instantsIn, SPANS } from './questions.js'

type Span = keyof typeof SPANS
const spans = Object.keys(SPANS) as Span[]

/** Adding and counting open time, against a table searched by hand, as instants in milliseconds and as `Date`. */
export async function benchmarkCalendar(report: Report, office: Office): Promise<void> {
  const calendar = defineCalendar(office.input)
  const limit = new Limit(office)
  const instants = instantsIn(office)
  requireAgreement(calendar, limit, instants)
  for (const what of ['add', 'between'] as const) {
    const cases = what === 'add' ? adding : counting
    const figures = await interleave(
      Object.fromEntries(spans.flatMap((span) => Object.entries(cases(span, calendar, limit, instants)))),
    )
    const series = (side: string, span: Span) => perSecond(figures[`${side} ${span}`] ?? [])
    for (const span of spans) {
      const name = `${office.zone}, ${what} ${span}`
      const unit = `${what}s/s`
      const reference = series('limit', span)
      report.row({ case: `${name}, epoch ms`, ...compared(series('ours', span), reference), goal: '>= 0.5', unit })
      report.row({ case: `${name}, Date`, ...compared(series('date', span), reference), goal: '>= 0.25', unit })
    }
    report.row({
      case: `${office.zone}, ${what}: time for 250 working days to time for 1 h`,
      ...compared(figures['ours 250 working days'] ?? [], figures['ours 1 h'] ?? []),
      goal: '<= 1.5',
      unit: 'µs',
      note: 'both are ours',
    })
  }
}

// Each loop is written out: a shared one would call its work through a pointer, which costs as much as the work.

function adding(span: Span, calendar: BusinessCalendar, limit: Limit, instants: Float64Array): Record<string, Work> {
  const milliseconds = SPANS[span]
  const duration = { hours: milliseconds / HOUR_MS }
  const dates = Array.from(instants, (instant) => new Date(instant))
  return {
    [`ours ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += calendar.addMs(instants[index % INSTANTS] as number, milliseconds)
      }
      requireUsed(sum)
    },
    [`limit ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += limit.add(instants[index % INSTANTS] as number, milliseconds)
      }
      requireUsed(sum)
    },
    [`date ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += calendar.add(dates[index % INSTANTS] as Date, duration).getTime()
      }
      requireUsed(sum)
    },
  }
}

function counting(span: Span, calendar: BusinessCalendar, limit: Limit, instants: Float64Array): Record<string, Work> {
  const ends = instants.map((instant) => limit.add(instant, SPANS[span]))
  const dates = Array.from(instants, (instant) => new Date(instant))
  const endDates = Array.from(ends, (end) => new Date(end))
  return {
    [`ours ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += calendar.betweenMs(instants[index % INSTANTS] as number, ends[index % INSTANTS] as number)
      }
      requireUsed(sum)
    },
    [`limit ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += limit.between(instants[index % INSTANTS] as number, ends[index % INSTANTS] as number)
      }
      requireUsed(sum)
    },
    [`date ${span}`]: (times) => {
      let sum = 0
      for (let index = 0; index < times; index += 1) {
        sum += calendar.between(dates[index % INSTANTS] as Date, endDates[index % INSTANTS] as Date)
      }
      requireUsed(sum)
    },
  }
}

function requireUsed(sum: number): void {
  if (!(sum > 0)) throw new Error('Nothing was reckoned')
}

function requireAgreement(calendar: BusinessCalendar, limit: Limit, instants: Float64Array): void {
  for (const span of spans) {
    for (const instant of instants) {
      const [mine, theirs] = [calendar.addMs(instant, SPANS[span]), limit.add(instant, SPANS[span])]
      if (mine !== theirs || calendar.betweenMs(instant, mine) !== limit.between(instant, mine)) {
        throw new Error(`${span} from ${new Date(instant).toISOString()}: ${mine}, but the limit says ${theirs}`)
      }
    }
  }
}
