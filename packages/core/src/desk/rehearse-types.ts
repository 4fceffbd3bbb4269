import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { PolicyFields, PriorityPolicy } from '../priority/policy-types.js'
import type { WorkAssumption } from '../rehearsal/assumption.js'
import type { RoutingOf } from '../routing/routing-input.js'
import type { RuleInput } from '../rules/rule-types.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import type { Workflow } from '../workflow/definition-types.js'
import type { AgentInput } from './directory-commands.js'
import type { DeskShape, EventOf } from './shape-types.js'

/** What {@link ActorDesk.rehearse} takes. */
export interface RehearseInput<Shape extends DeskShape = DeskShape> {
  /** Tickets that were created from then on are replayed. */
  readonly since: Date
  /**
   * History is replayed up to then; what has not ended by then is looked at as of then. A later instant than now is looked
   * at as if nothing happened until then: what would be late if nobody worked.
   */
  readonly until: Date
  /** What is to be otherwise; what is left out stays as the desk has it. Nothing at all: how the desk's own definitions do. */
  readonly change: {
    /** In place of the desk's policies. */
    readonly sla?: readonly SlaPolicyInput<Shape['fieldsOut'], Shape['level'], string>[]
    /** In place of the desk's calendars of the same names, and new ones beside them: Saturday shifts, say. */
    readonly calendars?: Readonly<Record<string, BusinessCalendar>>
    /** In place of the desk's routing. */
    readonly routing?: RoutingOf<PolicyFields<Shape['fieldsOut']>, string>
    /** In place of the desk's priority policy. */
    readonly priority?: PriorityPolicy<PolicyFields<Shape['fieldsOut']>, string>
    /** In place of agents of the same ids, and new ones beside them. */
    readonly agents?: readonly AgentInput[]
    /** In place of the desk's rules. Both sides are then told without what rules did, and live by their own. */
    readonly rules?: readonly RuleInput<Shape['fieldsOut'], Shape['level'], string, Shape['effect'], EventOf<Shape>>[]
    /**
     * In place of every version of the desk's workflows of the same ids, and new ones beside them. The moves of history then
     * go through the workflow of each side; what it would have refused is listed with its reasons.
     */
    readonly workflows?: readonly Workflow[]
  }
  /** So many differences are listed at most, 0 to 10,000; 1,000 if left out. All are counted. */
  readonly limit?: number
  /** Of the chance that routing policies use; the same on both sides. 1 if left out. */
  readonly seed?: number
  /**
   * How the work on a ticket goes when it is given to somebody else or at another time, which no history can tell.
   * `SAME_WORK`, if left out. Not asked where routing, priority and agents stay as they are.
   */
  readonly assume?: WorkAssumption
  /** Is told how far the rehearsal has come: how many tickets have begun, and when the last of them did. */
  readonly onProgress?: (progress: { readonly tickets: number; readonly at: Date }) => void
  /** Ends the rehearsal early: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}
