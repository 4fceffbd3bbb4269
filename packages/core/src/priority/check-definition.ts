import * as z from 'zod'
import { DocketError, type InputIssue } from '../kernel/error.js'
import { id, inputIssues } from '../kernel/input.js'
import { asAdded } from './decimals.js'
import { type ScoreLevels, thresholdsOf } from './levels.js'

/** A finite number for which something holds; `what` is what a message calls it. */
export function finite(what: string, holds: (value: number) => boolean = () => true) {
  return z.custom<number>((value) => Number.isFinite(value) && holds(value as number), `must be ${what}`)
}

/** What every policy of scores has. */
export const policyShape = {
  // What people and ladders decide is kept under these names, so a policy of the same name would take it for its own.
  id: id.refine((name) => name !== 'manual' && name !== 'raised', 'is taken by Docket itself; choose another'),
  version: finite('a whole number, 1 or more', (value) => Number.isInteger(value) && value >= 1).optional(),
  levels: z.record(z.string(), finite('a finite number')),
  hysteresis: finite('a finite number, 0 or more', (value) => value >= 0).optional(),
}

/**
 * Checks the definition of a policy of scores.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function checkDefinition(name: unknown, schema: z.ZodType, input: ScoreLevels<string>): void {
  const parsed = schema.safeParse(input, { reportInput: true })
  const issues = parsed.success ? levelIssues(input) : inputIssues(parsed.error)
  if (issues.length === 0) return
  const told = issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`).join('; ')
  throw new DocketError('INVALID_DEFINITION', `The priority policy ${String(name)} cannot be used: ${told}.`, {
    issues,
  })
}

function levelIssues(input: ScoreLevels<string>): InputIssue[] {
  const thresholds = thresholdsOf(input)
  if (thresholds.length === 0) {
    const message = 'has no level; give each its lowest score, such as { urgent: 80, normal: 0 }'
    return [{ path: ['levels'], code: 'empty', message }]
  }
  const pairs = thresholds.slice(1).map((lower, index) => ({ lower, upper: thresholds[index] ?? lower }))
  const issues = pairs
    .filter(({ upper, lower }) => upper.least === lower.least)
    .map(({ upper, lower }) => {
      const message = `begins at ${lower.least} as ${upper.level} does; give each level a lowest score of its own`
      return { path: ['levels', lower.level], code: 'twice', message }
    })
  const { hysteresis = 0 } = input
  const gap = Math.min(...pairs.map(({ upper, lower }) => asAdded(upper.least - lower.least)))
  if (issues.length > 0 || hysteresis <= gap) return issues
  const message = `is ${hysteresis}, but two levels are only ${gap} apart; give at most that`
  return [{ path: ['hysteresis'], code: 'too_big', message }]
}
