import type { LogRow } from '../log/log-row.js'
import type { IncidentState } from '../workflow.js'

/** A row of the log and what the desk made of it. */
export interface ReplayedRow {
  readonly row: LogRow
  /** The ticket's state before the row; null for the row that the ticket began with. */
  readonly from: IncidentState | null
  /** The ticket's state after the row: the row's own, or the former one where the row names no state. */
  readonly to: IncidentState
  /** Why the workflow refused the move, after which the ticket was brought there by an override, or stayed; null when it did not. */
  readonly refused: string | null
}
