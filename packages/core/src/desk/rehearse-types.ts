import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import type { DeskShape } from './shape-types.js'

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
    /** In place of the desk's calendars of the same names, and new ones beside them. */
    readonly calendars?: Readonly<Record<string, BusinessCalendar>>
  }
  /** So many differences are listed at most, 0 to 10,000; 1,000 if left out. All are counted. */
  readonly limit?: number
}
