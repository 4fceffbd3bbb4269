import { ReplayError } from '../replay-error.js'

/** One row of an incident log: one version of one incident. What the log does not know (`?`) is null. */
export interface LogRow {
  /** The place of the row in the file, counted from 1 after the header. */
  readonly row: number
  /** The incident's number, such as `INC0000045`. */
  readonly incident: string
  /** The state as the log writes it, such as `Awaiting User Info`; may be none that the workflow knows, such as `-100`. */
  readonly state: string
  /** When the version was written, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number
  readonly updatedBy: string | null
  readonly openedAt: number | null
  readonly resolvedAt: number | null
  readonly caller: string | null
  readonly channel: string | null
  readonly category: string | null
  /** Leading digits of `1 - High`, `2 - Medium`, … */
  readonly impact: number | null
  readonly urgency: number | null
  readonly priority: number | null
  readonly group: string | null
  readonly assignedTo: string | null
  readonly madeSla: boolean | null
  /** Who asked for it to be opened, or opened it. */
  readonly openedBy: string | null
  /** Who entered it. */
  readonly enteredBy: string | null
  readonly location: string | null
  readonly subcategory: string | null
  readonly symptom: string | null
  /** How often the incident had been changed before: 0 for a row that says how it was entered. */
  readonly changes: number | null
}

/** The columns that a log must have. It may have any others, in any order. */
export const COLUMNS = [
  'number',
  'incident_state',
  'sys_updated_at',
  'sys_updated_by',
  'opened_at',
  'resolved_at',
  'caller_id',
  'contact_type',
  'category',
  'impact',
  'urgency',
  'priority',
  'assignment_group',
  'assigned_to',
  'made_sla',
] as const

/** The columns that are read where a log has them. */
export const FURTHER_COLUMNS = [
  'opened_by',
  'sys_created_by',
  'location',
  'subcategory',
  'u_symptom',
  'sys_mod_count',
] as const

/** The name of a column that is read. */
export type Column = (typeof COLUMNS | typeof FURTHER_COLUMNS)[number]

/** Makes a row of its fields. Throws a {@link ReplayError} that names the row and the column. */
export function parseRow(row: number, field: (column: Column) => string): LogRow {
  const known = (column: Column): string | null => {
    const text = field(column).trim()
    if (text.length > LONGEST || CONTROL.test(text))
      fail(row, column, `must be one line of at most ${LONGEST} characters`)
    return text === '?' || text === '' ? null : text
  }
  const needed = (column: Column): string => known(column) ?? fail(row, column, 'is missing; every row needs it')
  const parsed = <Value>(column: Column, parse: (text: string) => Value | null, shape: string): Value | null => {
    const text = known(column)
    if (text === null) return null
    return parse(text) ?? fail(row, column, `is ${JSON.stringify(text)}, which is not ${shape}`)
  }
  const time = (column: Column) => parsed(column, parseTime, 'a time written D/M/YYYY HH:MM')
  const level = (column: Column) => parsed(column, parseLevel, 'a level that begins with a number, such as 2 - Medium')
  return {
    row,
    incident: needed('number'),
    state: needed('incident_state'),
    updatedAt: time('sys_updated_at') ?? fail(row, 'sys_updated_at', 'is missing; every row needs it'),
    updatedBy: known('sys_updated_by'),
    openedAt: time('opened_at'),
    resolvedAt: time('resolved_at'),
    caller: known('caller_id'),
    channel: known('contact_type'),
    category: known('category'),
    impact: level('impact'),
    urgency: level('urgency'),
    priority: level('priority'),
    group: known('assignment_group'),
    assignedTo: known('assigned_to'),
    madeSla: parsed('made_sla', parseTruth, 'true or false'),
    openedBy: known('opened_by'),
    enteredBy: known('sys_created_by'),
    location: known('location'),
    subcategory: known('subcategory'),
    symptom: known('u_symptom'),
    changes: parsed('sys_mod_count', parseLevel, 'a number'),
  }
}

/**
 * Reads `D/M/YYYY HH:MM`. The log names no zone, so it is read as UTC: no hour is skipped or told twice.
 * Returns milliseconds since 1970-01-01T00:00:00Z, or null for what is not a date of the years 1900 to 2199.
 */
export function parseTime(text: string): number | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text)
  if (!match) return null
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = match.slice(1).map(Number)
  if (year < 1900 || year > 2199 || hour > 23 || minute > 59) return null
  const instant = Date.UTC(year, month - 1, day, hour, minute)
  const date = new Date(instant)
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? instant : null
}

/** What an id of a desk may hold. */
const LONGEST = 200
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/

function parseLevel(text: string): number | null {
  const digits = /^\d{1,9}/.exec(text)
  return digits ? Number(digits[0]) : null
}

function parseTruth(text: string): boolean | null {
  const lower = text.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : null
}

function fail(row: number, column: string, problem: string): never {
  throw new ReplayError(`Row ${row}: ${column} ${problem}.`)
}
