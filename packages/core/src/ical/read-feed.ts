import ICAL from 'ical.js'
import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { invalidInput } from '../kernel/input.js'

/** The name that errors give the importer. */
export const WHAT = 'holidaysFromIcal'

/** So long may a feed be, in UTF-16 code units: a hundred times what a country's holidays take. */
const LONGEST_FEED = 1_000_000

/** A property of an event, as jCal (RFC 7265) holds it: lower-case names, dates as `YYYY-MM-DD`. */
export interface FeedProperty {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** `date`, `date-time`, `recur`, `text` … */
  readonly type: string
  readonly values: readonly unknown[]
}

/** The events of an iCalendar text, each as its properties, in order. */
export function readFeed(text: string): FeedProperty[][] {
  if (typeof text !== 'string') {
    throw invalidInput(WHAT, [{ path: ['text'], code: 'invalid_type', message: 'must be of the type string' }])
  }
  if (text.length > LONGEST_FEED) {
    throw new DocketError(
      'LIMIT_EXCEEDED',
      `The feed is ${text.length} characters long; the limit is ${LONGEST_FEED}. Cut it down to the years wanted.`,
      { limit: LONGEST_FEED, length: text.length },
    )
  }
  const calendars = componentsOf(parse(text)).filter(({ name }) => name === 'vcalendar')
  if (calendars.length === 0) throw malformed('holds no VCALENDAR; pass the text of an .ics file')
  return calendars
    .flatMap(({ children }) => componentsOf(children))
    .filter(({ name }) => name === 'vevent')
    .map(({ properties }) => properties)
}

function parse(text: string): unknown[] {
  // A byte order mark is not part of the calendar, but of many files.
  const body = text.replace(/^\uFEFF/, '')
  try {
    const parsed: unknown = ICAL.parse(body)
    // One component comes by itself, several and none in a list.
    return Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[])
  } catch (cause) {
    throw malformed(`cannot be read: ${errorText(cause)}`)
  }
}

function malformed(message: string): DocketError {
  return invalidInput(WHAT, [{ path: ['text'], code: 'malformed', message }])
}

interface Component {
  readonly name: string
  readonly properties: FeedProperty[]
  readonly children: unknown[]
}

type JcalProperty = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]]

function componentsOf(parsed: readonly unknown[]): Component[] {
  return parsed.map((component) => {
    const [name, properties, children] = component as [string, JcalProperty[], unknown[]]
    return {
      name,
      properties: properties.map(([name, parameters, type, ...values]) => ({ name, parameters, type, values })),
      children,
    }
  })
}
