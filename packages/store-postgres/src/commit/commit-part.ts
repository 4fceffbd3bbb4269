import { arrayLiteral } from '../sql/array-literal.js'
import {
  type Column,
  names,
  rowsAsParameters,
  rowsFromParameters,
  typedValues,
} from '../sql/column.js'
import type { CommitPlan } from './commit-plan.js'

/** What a part may use to write its SQL. `$1` is the tenant in all of them. */
export interface PartContext {
  /** The part's own parameter at a place, counted from 0. */
  $(place: number): string
  /** A table's full name. */
  table(name: string): string
  /** True while everything checked so far holds. Whoever locks rows asks it first, so that the order of locks is fixed. */
  readonly soFar: string
}

/** A named subquery: `name as (text)`. */
export type Subquery = readonly [name: string, text: string]

/** One concern of a commit: what it checks before anything is written, and what it writes. */
export interface CommitPart {
  /** The parameters, or null when the commit does not have this part. */
  values(plan: CommitPlan): readonly unknown[] | null
  /** A condition of the commit, with subqueries that it needs. */
  check?(context: PartContext): { readonly subqueries?: readonly Subquery[]; readonly holds: string }
  /** What to write once everything holds. Each reads `ready`, which is empty otherwise. */
  write?(context: PartContext): readonly Subquery[]
}

/** A part that inserts rows into a table. */
export function insertion<Row>(
  table: string,
  columns: readonly Column<Row>[],
  rows: (plan: CommitPlan) => readonly Row[],
): CommitPart {
  return {
    values: (plan) => (rows(plan).length === 0 ? null : rowsAsParameters(columns, rows(plan))),
    write: (context) => [
      [
        `new_${table}`,
        `insert into ${context.table(table)} (tenant, ${names(columns)}) ` +
          `select $1, ${typedValues(columns)} from ready, ${rowsFromParameters(columns, context.$)}`,
      ],
    ],
  }
}

/** The parameters for a list of records, one array per property; null for an empty list. */
export function arrays<Item>(
  items: readonly Item[],
  ...properties: ((item: Item) => string | number | null)[]
): string[] | null {
  return items.length === 0 ? null : properties.map((property) => arrayLiteral(items.map(property)))
}
