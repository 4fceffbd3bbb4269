import { checkedRules } from '../rules/define-rules.js'
import type { RuleInput } from '../rules/rule-types.js'
import type { DeskDefinition, DeskShapeOf } from './define-desk.js'
import type { EventOf } from './shape-types.js'

/** The rules of a desk: `RuleOf<typeof support>`, for the types of your own lists and functions. */
export type RuleOf<Definition> = RuleInput<
  DeskShapeOf<Definition>['fieldsOut'],
  DeskShapeOf<Definition>['level'],
  DeskShapeOf<Definition>['calendar'],
  DeskShapeOf<Definition>['effect'],
  EventOf<DeskShapeOf<Definition>>
>

/**
 * Checks rules that come from JSON, such as a file or a form for admins, and types them as the desk's own, so that
 * `rules.try` and `rehearse` take them. Nothing is switched on.
 *
 * @param definition - the desk whose fields, levels, calendars, effects and events the rules may name
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place, with the id of its rule
 * @example
 * ```ts
 * import { parseRules } from '@docket/core'
 *
 * const read: unknown = JSON.parse('[{"id":"late","on":"sla.breached","do":[{"action":"tag","add":["late"]}]}]')
 * export const rules = parseRules(support, read)
 * ```
 */
export function parseRules<Definition extends DeskDefinition>(
  definition: Definition,
  given: unknown,
): readonly RuleOf<Definition>[] {
  return checkedRules(given, definition.model.sla.names) as readonly RuleInput[] as readonly RuleOf<Definition>[]
}
