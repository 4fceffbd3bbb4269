import * as z from 'zod'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import { DocketError } from '../kernel/error.js'
import { id } from '../kernel/input.js'
import { timeZonesVersion } from '../kernel/system.js'
import { definePolicies, type SlaNames, WALL } from '../sla/define-policies.js'
import { compilePolicy } from '../sla/promise.js'

/** The SLA of a desk, checked and compiled; also that of a change which is rehearsed. */
export function slaModel(
  policies: unknown,
  names: SlaNames,
  calendars: ReadonlyMap<string, BusinessCalendar>,
): DeskModel['sla'] {
  return {
    policies: definePolicies(policies, names).map(compilePolicy),
    names,
    versionOf: (calendar) => calendars.get(calendar)?.definition.version,
    timeZones: timeZonesVersion,
  }
}

/** The calendars of a desk by name. */
export function checkedCalendars(given: object): ReadonlyMap<string, BusinessCalendar> {
  const calendars = new Map(Object.entries(given) as [string, BusinessCalendar][])
  for (const [name, calendar] of calendars) {
    const what = nameProblem(name) ?? problemOf(calendar)
    if (what !== null) throw new DocketError('INVALID_DEFINITION', `The calendar ${name.slice(0, 200)} ${what}.`)
  }
  return calendars
}

function nameProblem(name: string): string | null {
  if (name === WALL) return 'has the name of wall time; rename it'
  // Its versions are stored under its name.
  return id.safeParse(name).success ? null : 'needs a name of 1 to 200 characters, none of them a control character'
}

function problemOf(calendar: BusinessCalendar | null | undefined): string | null {
  if (typeof calendar?.addMs === 'function' && typeof calendar.definition?.version === 'number') return null
  return 'is not defined yet; pass what defineCalendar returns'
}

const reminders = z.strictObject({
  requesterWrote: z.boolean().default(true),
  colleagueWrote: z.boolean().default(true),
})

/** The reminders of a desk, complete. */
export function checkedReminders(given: object): DeskModel['reminders'] {
  const parsed = reminders.safeParse(given)
  if (parsed.success) return parsed.data
  const message = 'The reminders of a desk are `requesterWrote` and `colleagueWrote`, each true or false.'
  throw new DocketError('INVALID_DEFINITION', message)
}
