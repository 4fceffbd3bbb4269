import { DocketError } from '../kernel/error.js'
import type { PriorityPolicy } from './policy-types.js'
import { valueName } from './value-name.js'

/** What {@link matrix} takes. */
export interface MatrixInput<Impact extends string, Urgency extends string, Level extends string> {
  /** The custom field that tells the impact. */
  readonly impact: Impact
  /** The custom field that tells the urgency. */
  readonly urgency: Urgency
  /** The levels, most urgent first. */
  readonly levels: readonly Level[]
  /** Value of impact → value of urgency → level. */
  readonly table: Readonly<Record<string, Readonly<Record<string, NoInfer<Level>>>>>
  /** The level where the table says nothing. */
  readonly otherwise: NoInfer<Level>
  /** Raise it when the table changes; 1 if left out. */
  readonly version?: number
}

/**
 * The classic priority matrix: two custom fields give the level.
 *
 * @throws DocketError `INVALID_DEFINITION` when a cell names a level that is not listed
 * @example
 * ```ts
 * import { matrix } from '@docket/core'
 *
 * export const priority = matrix({
 *   impact: 'affected',
 *   urgency: 'severity',
 *   levels: ['urgent', 'high', 'normal', 'low'],
 *   table: { many: { high: 'urgent', low: 'high' }, one: { high: 'high', low: 'normal' } },
 *   otherwise: 'normal',
 * })
 * ```
 */
export function matrix<const Impact extends string, const Urgency extends string, const Level extends string>(
  input: MatrixInput<Impact, Urgency, Level>,
): PriorityPolicy<{ readonly [Name in Impact | Urgency]: unknown }, Level> {
  const listed = new Set<string>(input.levels)
  const cells = Object.entries(input.table).flatMap(([impact, row]) =>
    Object.entries(row).map(([urgency, level]) => ({ at: `table.${impact}.${urgency}`, level })),
  )
  for (const { at, level } of [...cells, { at: 'otherwise', level: input.otherwise }]) {
    if (listed.has(level)) continue
    throw new DocketError(
      'INVALID_DEFINITION',
      `The priority matrix gives ${level} at ${at}, which is not one of its levels ${input.levels.join(', ')}.`,
    )
  }
  const table = new Map<string | undefined, ReadonlyMap<string | undefined, Level>>(
    Object.entries(input.table).map(([impact, row]) => [impact, new Map(Object.entries(row))]),
  )
  return {
    id: 'matrix',
    version: input.version ?? 1,
    levels: input.levels,
    reads: [input.impact, input.urgency],
    timeless: true,
    decide(ticket) {
      const impact = ticket.fields[input.impact]
      const urgency = ticket.fields[input.urgency]
      const level = table.get(valueName(impact))?.get(valueName(urgency))
      const code = level === undefined ? 'matrix-otherwise' : 'matrix'
      return { level: level ?? input.otherwise, reasons: [{ code, impact: impact ?? null, urgency: urgency ?? null }] }
    },
  }
}
