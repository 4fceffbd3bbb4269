import type { ElementValue } from '../sql/array-literal.js'
import { type Column, names, rowsAsParameters, typedValues } from '../sql/column.js'
import type { CommitPlan } from './commit-plan.js'

/** What a part may use to write its SQL. `$1` is the tenant in all of them. */
export interface PartContext {
  /** The part's rows as a table named `n`, for checks. */
  readonly rows: string
  /** The same for writes: without rows unless everything holds. */
  readonly gated: string
  /** How many rows the part has. */
  readonly count: string
  /** A further parameter of the part, counted from 0. */
  readonly further: (place: number) => string
  /** A table's full name. */
  readonly table: (name: string) => string
  /** True while everything checked so far holds. Whoever locks rows asks it first, so that the order of locks is fixed. */
  readonly soFar: string
}

/** A named subquery: `name as (text)`. */
export type Subquery = readonly [name: string, text: string]

/** What a part of a statement writes. */
interface PartSql {
  /** A condition of the commit, with subqueries that it needs. */
  check?(context: PartContext): { readonly subqueries?: readonly Subquery[]; readonly holds: string }
  /** What to write once everything holds. */
  write?(context: PartContext): readonly Subquery[]
}

/** One concern of a commit: what it checks before anything is written, and what it writes. */
export interface CommitPart extends PartSql {
  readonly columns: readonly Column<never>[]
  /** The parameters and the number of rows that they carry, or null when the commit has none of them. */
  parameters(plan: CommitPlan): { readonly rows: 'one' | 'many'; readonly values: readonly ElementValue[] } | null
}

/** Declares a part by its rows, the columns in which they travel, and its SQL. */
export function part<Row>(
  rows: (plan: CommitPlan) => readonly Row[],
  columns: readonly Column<Row>[],
  sql: PartSql,
  further: (plan: CommitPlan) => readonly ElementValue[] = () => [],
): CommitPart {
  return {
    ...sql,
    columns,
    parameters: (plan) => {
      const own = rows(plan)
      if (own.length === 0) return null
      return { rows: own.length === 1 ? 'one' : 'many', values: [...rowsAsParameters(columns, own), ...further(plan)] }
    },
  }
}

/** A part that inserts rows into a table. */
export function insertion<Row>(
  table: string,
  rows: (plan: CommitPlan) => readonly Row[],
  columns: readonly Column<Row>[],
): CommitPart {
  return part(rows, columns, { write: (context) => [insertRows(context, table, columns)] })
}

/** Inserts the part's rows. */
export function insertRows(context: PartContext, table: string, columns: readonly Column<never>[]): Subquery {
  const text =
    `insert into ${context.table(table)} (tenant, ${names(columns)}) ` +
    `select $1, ${typedValues(columns)} from ${context.gated}`
  return [`new_${table}`, text]
}
