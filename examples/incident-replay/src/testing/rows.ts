import { Readable } from 'node:stream'
import { readRows } from '../log/csv.js'
import type { LogRow } from '../log/log-row.js'

/** A row that a test completes. */
export function rowOf(given: Partial<LogRow>): LogRow {
  return {
    row: 1,
    incident: 'INC1',
    state: 'New',
    updatedAt: 0,
    updatedBy: null,
    openedAt: null,
    resolvedAt: null,
    caller: null,
    channel: null,
    category: null,
    impact: null,
    urgency: null,
    priority: null,
    group: null,
    assignedTo: null,
    madeSla: null,
    openedBy: null,
    enteredBy: null,
    location: null,
    subcategory: null,
    symptom: null,
    changes: null,
    ...given,
  }
}

/** Rows as a stream of them. */
export async function* streamOf(rows: readonly Partial<LogRow>[]): AsyncGenerator<LogRow> {
  for (const row of rows) yield rowOf(row)
}

/** The rows of a CSV text. */
export async function rowsOf(csv: string): Promise<LogRow[]> {
  const rows: LogRow[] = []
  for await (const row of readRows(Readable.from([Buffer.from(csv)]))) rows.push(row)
  return rows
}
