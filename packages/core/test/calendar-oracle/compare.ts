import type { BusinessCalendar } from '../../src/calendar/calendar-types.js'
import { DocketError } from '../../src/kernel/error.js'
import { errorText } from '../../src/kernel/error-text.js'
import { FARTHEST_MS, type NoResult, type Oracle } from './oracle.js'
import type { Question } from './questions.js'

/** What a calendar and the oracle answer differently, each as a line; nothing when they agree. */
export function differences(calendar: BusinessCalendar, oracle: Oracle, question: Question): string[] {
  const found: string[] = []
  try {
    compare(calendar, oracle, question, found)
  } catch (error) {
    found.push(`threw ${errorText(error)}`)
  }
  return found
}

function compare(calendar: BusinessCalendar, oracle: Oracle, question: Question, found: string[]): void {
  const { from, to, milliseconds } = question
  const expect = (what: string, answer: unknown, expected: unknown) => {
    if (answer !== expected) found.push(`${what}: ${shown(answer)}, but the oracle says ${shown(expected)}`)
  }

  expect('isOpen', calendar.isOpen(new Date(from)), oracle.isOpen(from))

  const added = oracle.add(from, milliseconds)
  expectInstant(
    expect,
    ['addMs', from],
    attempt(() => calendar.addMs(from, milliseconds)),
    added,
  )
  const span = { seconds: milliseconds / 1_000 }
  expectInstant(
    expect,
    ['add', from],
    attempt(() => calendar.add(new Date(from), span).getTime()),
    added,
  )
  if (typeof added === 'number') expectExplained(expect, calendar, question, added)

  const between = oracle.between(from, to)
  expect('betweenMs', calendar.betweenMs(from, to), between)
  expect('between', calendar.between(new Date(from), new Date(to)), between / 1_000)
  expectInstant(
    expect,
    ['nextOpen', from],
    attempt(() => calendar.nextOpen(new Date(from)).getTime()),
    oracle.nextOpen(from),
  )

  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  const segments = calendar.segments(new Date(first), new Date(last))
  expect('segments', lines(segments), lines(oracle.segments(first, last)))
}

type Expect = (what: string, answer: unknown, expected: unknown) => void

function expectInstant(
  expect: Expect,
  [what, from]: readonly [string, number],
  answer: number | string,
  expected: number | NoResult,
): void {
  if (expected === 'exhausted') expect(what, answer, 'CALENDAR_EXHAUSTED')
  else if (expected !== 'too far') expect(what, instant(answer), instant(expected))
  // Where the oracle gave up, the calendar may not have found anything nearer; what it did find is not judged.
  else if (typeof answer === 'number' && Math.abs(answer - from) < FARTHEST_MS) expect(what, instant(answer), expected)
}

function expectExplained(expect: Expect, calendar: BusinessCalendar, question: Question, added: number): void {
  const { from, milliseconds } = question
  const { to, steps } = calendar.explain(new Date(from), { seconds: milliseconds / 1_000 })
  expect('explain.to', instant(to.getTime()), instant(added))
  const used = steps.reduce((sum, step) => sum + step.used.end.getTime() - step.used.start.getTime(), 0)
  expect('explain.steps, in all', used, Math.abs(milliseconds))
}

/** What a call gives, or the code of the error that it throws. */
function attempt(call: () => number): number | string {
  try {
    return call()
  } catch (error) {
    if (DocketError.is(error)) return error.code
    throw error
  }
}

const instant = (at: number | string): string => (typeof at === 'number' ? new Date(at).toISOString() : at)
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function lines(segments: readonly { readonly start: Date | number; readonly end: Date | number }[]): string {
  return segments.map(({ start, end }) => `${instant(Number(start))}/${instant(Number(end))}`).join(' ')
}
