import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { PriorityPolicy } from '../priority/policy-types.js'
import { deskRouting } from '../routing/desk-routing.js'
import { checkedPriority } from './define-levels.js'
import { checkedCalendars, slaModel } from './define-sla.js'

/** What a rehearsal changes, as it was given. */
export interface RehearsedChange {
  readonly sla?: unknown[] | undefined
  readonly calendars?: object | undefined
  readonly routing?: object | undefined
  readonly priority?: object | undefined
  readonly agents?: readonly unknown[] | undefined
}

/**
 * The desk's model with the change.
 *
 * @throws DocketError `INVALID_DEFINITION`
 */
export function changedModel(model: DeskModel, change: RehearsedChange): DeskModel {
  const calendars = new Map<string, BusinessCalendar>([...model.calendars, ...checkedCalendars(change.calendars ?? {})])
  const priority = change.priority
    ? checkedPriority(change.priority as PriorityPolicy<never>, model.sla.names.personal)
    : model.priority
  const names = { ...model.sla.names, calendars: new Set(calendars.keys()), levels: priority.levels }
  const sla = change.sla
    ? slaModel(change.sla, names, calendars, model.fields.defaults)
    : { ...model.sla, names, versionOf: (name: string) => calendars.get(name)?.definition.version }
  const routing = change.routing ? deskRouting(change.routing as never, names) : model.routing
  return { ...model, calendars, sla, priority, routing }
}
