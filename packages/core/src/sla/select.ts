import { DocketError, type Reason } from '../kernel/error.js'
import type { DefinitionReference, SlaPromise, SlaTarget, TicketView } from '../store/record-types.js'
import { stageTargetOf, WALL } from './define-policies.js'
import type { CalendarChoice, SlaPolicyDefinition } from './policy-types.js'
import type { SlaPolicy } from './promise.js'

/** The policy for a ticket: the first that fits, in declared order. */
export function selectPolicy(policies: readonly SlaPolicy[], view: TicketView): SlaPolicy | null {
  return policies.find(({ fits }) => fits(view)) ?? null
}

/**
 * The promise of a policy to a ticket: which calendar each target reckons by.
 *
 * @throws DocketError `DEFINITION_UNKNOWN` for a calendar without a version at hand, which only the policy of another
 *   node can name
 */
export function promiseOf(
  policy: SlaPolicyDefinition,
  view: TicketView,
  versionOf: (calendar: string) => number | undefined,
): SlaPromise {
  const calendars: { [Target in SlaTarget]?: DefinitionReference | null } = {}
  const stage = view.flow.stage && { stage: stageTargetOf(policy) }
  const { stage: _, ...others } = policy.targets
  for (const [target, { calendar }] of Object.entries({ ...others, ...stage })) {
    const id = calendarName(calendar, view)
    calendars[target as SlaTarget] = id === WALL ? null : { id, version: versionOf(id) ?? unknownCalendar(id, policy) }
  }
  return { policy: { id: policy.id, version: policy.version }, calendars }
}

function unknownCalendar(id: string, { id: policy, version }: SlaPolicyDefinition): never {
  const message = `This node does not know the calendar ${id} that version ${version} of the SLA policy ${policy} names. Another node may; or add it to the desk.`
  throw new DocketError('DEFINITION_UNKNOWN', message, { id, version: null })
}

/** Why a ticket has this promise. */
export function promiseReasons(policies: readonly SlaPolicy[], chosen: SlaPolicy | null): readonly Reason[] {
  const passed = policies.slice(0, chosen ? policies.indexOf(chosen) : policies.length)
  const reasons = passed.slice(0, MOST_REASONS).map(({ definition }): Reason => {
    return { code: 'condition-not-met', policy: definition.id }
  })
  if (chosen === null) return [...reasons, { code: 'no-policy' }]
  const code = chosen.definition.when === null ? 'policy-for-all' : 'condition-met'
  return [...reasons, { code, policy: chosen.definition.id }]
}

const MOST_REASONS = 50

function calendarName(choice: CalendarChoice, { team, requester }: TicketView): string {
  if (typeof choice === 'string') return choice
  const { id, tier, locale } = requester
  const value = { team, tier, requester: id, locale }[choice.by]
  return typeof value === 'string' && Object.hasOwn(choice.of, value)
    ? (choice.of[value] ?? choice.otherwise)
    : choice.otherwise
}
