import * as z from 'zod'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { calendarOf } from '../calendar/define-calendar.js'
import type { DeskModel } from '../definitions/model.js'
import { DocketError } from '../kernel/error.js'
import { id } from '../kernel/input.js'
import { isPlainObject, type JsonObject } from '../kernel/json.js'
import { timeZonesVersion } from '../kernel/system.js'
import { definePolicies, type SlaNames, WALL } from '../sla/define-policies.js'
import { compilePolicy } from '../sla/promise.js'

/** The SLA of a desk, checked and compiled; also that of a change which is rehearsed. */
export function slaModel(
  policies: unknown,
  names: SlaNames,
  calendars: ReadonlyMap<string, BusinessCalendar>,
  defaults: JsonObject,
): DeskModel['sla'] {
  return {
    policies: definePolicies(policies, names).map((policy) => compilePolicy(policy, defaults)),
    names,
    versionOf: (calendar) => calendars.get(calendar)?.definition.version,
    timeZones: timeZonesVersion,
  }
}

/** The calendars of a desk by name, each rebuilt from its definition: what is stored for other nodes is what counts here. */
export function checkedCalendars(given: object): ReadonlyMap<string, BusinessCalendar> {
  if (!isPlainObject(given)) throw invalid('The calendars of a desk are an object: a calendar by its name.')
  const calendars = new Map<string, BusinessCalendar>()
  for (const name of Object.keys(given)) {
    const problem = nameProblem(name)
    if (problem !== null) throw invalid(`The calendar ${name.slice(0, 200)} ${problem}.`)
    calendars.set(name, rebuilt(given, name))
  }
  return calendars
}

function rebuilt(given: Readonly<Record<string, unknown>>, name: string): BusinessCalendar {
  try {
    const { definition } = given[name] as BusinessCalendar
    return calendarOf(definition)
  } catch (cause) {
    throw invalid(`The calendar ${name} is not defined yet; pass what defineCalendar returns.`, cause)
  }
}

function invalid(message: string, cause?: unknown): DocketError {
  return new DocketError('INVALID_DEFINITION', message, {}, { cause })
}

function nameProblem(name: string): string | null {
  if (name === WALL) return 'has the name of wall time; rename it'
  // Its versions are stored under its name.
  return id.safeParse(name).success ? null : 'needs a name of 1 to 200 characters, none of them a control character'
}

const reminders = z.strictObject({
  requesterWrote: z.boolean().default(true),
  colleagueWrote: z.boolean().default(true),
  unassigned: z.boolean().default(true),
  watched: z.boolean().default(true),
})

/** The reminders of a desk, complete. */
export function checkedReminders(given: object): DeskModel['reminders'] {
  const parsed = reminders.safeParse(given)
  if (parsed.success) return parsed.data
  const message =
    'The reminders of a desk are `requesterWrote`, `colleagueWrote`, `unassigned` and `watched`, each true or false.'
  throw invalid(message)
}
