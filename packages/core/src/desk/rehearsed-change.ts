import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { PriorityPolicy } from '../priority/policy-types.js'
import { deskRouting } from '../routing/desk-routing.js'
import { defineRules } from '../rules/define-rules.js'
import { compileRules } from '../rules/rule-set.js'
import type { SlaNames } from '../sla/define-policies.js'
import { movesOf } from '../workflow/moves.js'
import { checkedWorkflows, statesOf } from './check-workflows.js'
import { checkedPriority } from './define-levels.js'
import { checkedCalendars, slaModel } from './define-sla.js'

/** What a rehearsal changes, as it was given. */
export interface RehearsedChange {
  readonly sla?: unknown[] | undefined
  readonly calendars?: object | undefined
  readonly routing?: object | undefined
  readonly priority?: object | undefined
  readonly agents?: readonly unknown[] | undefined
  readonly rules?: readonly unknown[] | undefined
  readonly workflows?: readonly unknown[] | undefined
}

/** Whether the desk's rules, or the ways of its tickets, are lived through anew. */
export function changesFlow({ rules, workflows }: RehearsedChange): boolean {
  return rules !== undefined || workflows !== undefined
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
  const workflows = changedWorkflows(model, change)
  const known = namesOf(model, workflows)
  const names = { ...model.sla.names, ...known, calendars: new Set(calendars.keys()), levels: priority.levels }
  const sla = change.sla
    ? slaModel(change.sla, names, calendars, model.fields.defaults)
    : { ...model.sla, policies: policiesFor(model, names), names, versionOf: versionsIn(calendars) }
  const routing = change.routing ? deskRouting(change.routing as never, names) : model.routing
  const definitions = change.rules
    ? defineRules(change.rules, names)
    : model.rules.rules.map(({ definition }) => definition)
  const rules = compileRules(definitions, calendars, model.fields.defaults)
  return { ...model, calendars, sla, priority, routing, workflows, rules }
}

function versionsIn(calendars: ReadonlyMap<string, BusinessCalendar>) {
  return (name: string) => calendars.get(name)?.definition.version
}

/** Those that are given in place of every version of the same id, and new ones beside them. */
function changedWorkflows(model: DeskModel, { workflows: given }: RehearsedChange): DeskModel['workflows'] {
  if (given === undefined) return model.workflows
  const checked = checkedWorkflows(given, model)
  const changed = new Set(checked.map(({ definition }) => definition.id))
  return [...checked, ...model.workflows.filter(({ definition }) => !changed.has(definition.id))]
}

function namesOf(model: DeskModel, workflows: DeskModel['workflows']) {
  if (workflows === model.workflows) return {}
  const definitions = workflows.map(({ definition }) => definition)
  return {
    workflows: [...new Set(definitions.map(({ id }) => id))],
    ...statesOf(definitions),
    events: movesOf(definitions),
  }
}

/** Workflows with stages have their deadlines whatever else is promised. */
function policiesFor({ sla, calendars, fields }: DeskModel, names: SlaNames): DeskModel['sla']['policies'] {
  const isForAll = sla.policies.some(({ definition }) => definition.when === null)
  if (!names.staged || isForAll) return sla.policies
  return [...sla.policies, ...slaModel([], names, calendars, fields.defaults).policies]
}
