import type { JsonObject, LeasedTimer, TimerRecord } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `timer` that a commit fills. */
export const TIMER_COLUMNS = [
  column<TimerRecord>('ticket_id', 'text', (timer) => timer.ticketId),
  column<TimerRecord>('key', 'text', (timer) => timer.key),
  column<TimerRecord>('due_at', 'bigint', (timer) => timer.dueAt),
  column<TimerRecord>('epoch', 'integer', (timer) => timer.epoch),
  column<TimerRecord>('data', 'json', (timer) => JSON.stringify(timer.data)),
]

/** A claimed timer from its row. */
export function readLeasedTimer(row: SqlRow): LeasedTimer {
  const timer = {
    tenant: text(row, 'tenant'),
    ticketId: text(row, 'ticket_id'),
    key: text(row, 'key'),
    dueAt: number(row, 'due_at'),
    epoch: number(row, 'epoch'),
    data: json<JsonObject>(row, 'data'),
  }
  return { timer, attempts: number(row, 'attempts') }
}
