import type { BusinessCalendar } from '../../src/calendar/calendar-types.js'
import { DocketError, type InputIssue } from '../../src/kernel/error.js'
import { errorText } from '../../src/kernel/error-text.js'
import { differences } from './compare.js'
import { Dice } from './dice.js'
import { Oracle } from './oracle.js'
import { built, type CalendarPlan } from './plan.js'
import { type Question, Questions } from './questions.js'
import { type RandomPlan, randomPlan } from './random-plan.js'

/** So many questions are put to a calendar before the next is made. */
export const CASES_A_CALENDAR = 20
const DAY_MS = 86_400_000

/** A question that was answered differently; as JSON it can be given to `verify:calendar -- --case`. */
export interface Difference {
  readonly plan: CalendarPlan
  readonly question: Question | null
  readonly findings: readonly string[]
}

/** What a run found. */
export interface Findings {
  /** Questions compared, by the zone of the calendar (its first zone, when it has several). */
  readonly cases: Record<string, number>
  /** Plans that are refused because they are never open; rightly, as far as the oracle looks. */
  readonly refused: number
  readonly differences: readonly Difference[]
}

/** What a run is asked for; `change` puts a fault into each calendar, to see that it is found. */
export interface Run {
  readonly seed: number
  /** The first calendar of the seed's, and how many. */
  readonly first: number
  readonly calendars: number
  readonly change?: (calendar: BusinessCalendar, zone: string) => BusinessCalendar
}

/** Puts questions to random calendars and compares the answers with the oracle's. */
export function verify({ seed, first, calendars, change = (calendar) => calendar }: Run): Findings {
  const cases: Record<string, number> = {}
  const found: Difference[] = []
  let refused = 0
  for (let turn = first; turn < first + calendars; turn += 1) {
    const dice = new Dice(seed, turn)
    for (let calendar: BusinessCalendar | null = null; calendar === null; ) {
      const random = randomPlan(dice)
      const oracle = new Oracle(random.plan)
      calendar = acceptedBy(random, found)
      if (calendar === null) {
        refused += 1
        continue
      }
      const changed = change(calendar, random.zone)
      const questions = new Questions(dice, oracle, random.center)
      for (let index = 0; index < CASES_A_CALENDAR; index += 1) {
        const question = questions.next()
        const findings = differences(changed, oracle, question)
        if (findings.length > 0) found.push({ plan: random.plan, question, findings })
      }
      cases[random.zone] = (cases[random.zone] ?? 0) + CASES_A_CALENDAR
    }
  }
  return { cases, refused, differences: found }
}

/** The calendar of a plan, or null where it is refused because it, or a part of it, is never open. Wrongly so is a finding. */
function acceptedBy({ plan, center }: RandomPlan, found: Difference[]): BusinessCalendar | null {
  const openings = partsOf(plan).map((part) => {
    const oracle = new Oracle(part)
    if (oracle.isEverOpen(center - 60 * DAY_MS, center + 60 * DAY_MS)) return 'some'
    return oracle.isFinite ? 'none' : 'not seen'
  })
  const wrongly = (what: string) => found.push({ plan, question: null, findings: [what] })
  try {
    const calendar = built(plan)
    if (openings.includes('none')) wrongly('accepted, but a part of it is never open')
    return calendar
  } catch (error) {
    const isNeverOpen = (issue: InputIssue) => issue.code === 'never_open'
    const says = DocketError.is(error, 'INVALID_DEFINITION') && error.details.issues?.every(isNeverOpen)
    if (!says || openings.every((seen) => seen === 'some')) wrongly(`refused: ${errorText(error)}`)
    return null
  }
}

/** A plan and all that it is made of: none of them may be never open. */
function partsOf(plan: CalendarPlan): CalendarPlan[] {
  return 'kind' in plan ? [plan, ...plan.of.flatMap(partsOf)] : [plan]
}
