import { seededRandom } from '@docket/core/testing'
import { tablesOf } from './limit.js'
import { FIRST_HOUR, LAST_HOUR, type Office, YEAR } from './offices.js'

export const HOUR_MS = 3_600_000
const DAY_OF_WORK_MS = (LAST_HOUR - FIRST_HOUR) * HOUR_MS

/** The spans that are added, in open milliseconds. */
export const SPANS = {
  '1 h': HOUR_MS,
  '2 working days': 2 * DAY_OF_WORK_MS,
  '30 working days': 30 * DAY_OF_WORK_MS,
  '250 working days': 250 * DAY_OF_WORK_MS,
} as const

/** So many instants are asked about in turn: more than a processor remembers the way to. */
export const INSTANTS = 4_096

/** Instants while the office is open, all over the year, the same in each run. */
export function instantsIn(office: Office): Float64Array {
  const random = seededRandom(7)
  const { starts } = tablesOf(office)
  const inYear = starts.filter((start) => start < Date.UTC(YEAR + 1, 0, 1))
  return Float64Array.from({ length: INSTANTS }, () => {
    const start = inYear[Math.floor(random.next() * inYear.length)] ?? Number.NaN
    return start + 1_000 + Math.floor(random.next() * (DAY_OF_WORK_MS / 1_000 - 1)) * 1_000
  })
}
