import { defineCalendar } from '@docket/core'
import { cpuMicroseconds, interleave } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { tablesOf } from './limit.js'
import { type Office, YEAR } from './offices.js'

const START = Date.UTC(YEAR, 0, 1)
const END = Date.UTC(YEAR, 11, 31)

/** What the first question to a new calendar costs, for which it compiles a year. */
export async function benchmarkCompile(report: Report, office: Office, goal: string): Promise<void> {
  const { zone, input } = office
  let used = 0
  const figures = await interleave({
    define: (times) => {
      for (let index = 0; index < times; index += 1) used += defineCalendar(input).definition.version
    },
    compile: (times) => {
      for (let index = 0; index < times; index += 1) used += defineCalendar(input).betweenMs(START, END)
    },
    written: (times) => {
      for (let index = 0; index < times; index += 1) used += tablesOf(office).starts.length / 3
    },
  })
  if (used === 0) throw new Error('Nothing was compiled')
  const year = figures.compile.map((microseconds, round) => (microseconds - (figures.define[round] ?? 0)) / 1_000)
  const byHand = figures.written.map((microseconds) => microseconds / 3 / 1_000)
  const unit = 'ms'
  report.row({
    case: `${zone}, compiling a year, the zone's changes known`,
    ...compared(year, byHand),
    goal,
    unit,
    note: 'reference: a table made by hand; without defining the calendar',
  })
  report.row({
    case: `${zone}, compiling a year, the zone's changes not known yet`,
    ...compared(await unknownYears(office), byHand),
    goal: null,
    unit,
    note: 'the process finds out the changes of a zone once for each year',
  })
  report.row({
    case: `${zone}, defining and compiling a year`,
    ...compared(
      figures.compile.map((microseconds) => microseconds / 1_000),
      byHand,
    ),
    goal: null,
    unit,
  })
}

/** Each year of a zone is new only once, so each round takes years of its own. */
async function unknownYears({ input }: Office): Promise<number[]> {
  const rounds = 9
  const yearsARound = 18
  const rates: number[] = []
  defineCalendar(input).isOpen(new Date(START))
  for (let round = 0; round < rounds; round += 1) {
    const calendars = Array.from({ length: yearsARound }, () => defineCalendar(input))
    const first = YEAR + 2 + round * yearsARound
    let used = 0
    const spent = await cpuMicroseconds(() => {
      for (const [index, calendar] of calendars.entries()) {
        used += calendar.betweenMs(Date.UTC(first + index, 0, 1), Date.UTC(first + index, 11, 31))
      }
    })
    if (used === 0) throw new Error('Nothing was compiled')
    rates.push(spent / yearsARound / 1_000)
  }
  return rates
}
