import * as z from 'zod'
import { type Duration, durationMs } from '../kernel/duration.js'
import { id } from '../kernel/input.js'
import { finite, policyShape } from './check-definition.js'

const weight = finite('a finite number above 0; leave the factor out if it is not to count', (value) => value > 0)
const full = finite('a finite number above 0', (value) => value > 0)
const share = finite('a share from 0 to 1', (value) => value >= 0 && value <= 1)
const values = z.record(z.string(), share)
const part = finite('a finite number, 0 or more', (value) => value >= 0).optional()
const span = z
  .strictObject({ days: part, hours: part, minutes: part, seconds: part })
  .refine(
    (given) => isSpan(durationMs(given as Duration)),
    'must be longer than nothing, and no longer than time is kept',
  )
const byField = z.strictObject({ weight, field: id, values })

const FACTORS = {
  tier: z.strictObject({ weight, values }).optional(),
  impact: byField.optional(),
  urgency: byField.optional(),
  value: z
    .strictObject({ weight, full, field: id.optional(), input: id.optional() })
    .refine(({ field, input }) => field === undefined || input === undefined, 'has a field and an input; give one')
    .optional(),
  waiting: z.strictObject({ weight, full: span, since: z.enum(['requester', 'creation']).optional() }).optional(),
  slaRisk: z
    .strictObject({
      weight,
      from: finite('a share from 0 to less than 1', (value) => value >= 0 && value < 1).optional(),
    })
    .optional(),
  sentiment: z.strictObject({ weight }).optional(),
  nudges: z.strictObject({ weight, full }).optional(),
}

/** What `weighted` takes, apart from what is checked of levels. */
export const weightedDefinition = z
  .strictObject({ ...policyShape, id: policyShape.id.optional(), ...FACTORS })
  .refine(
    (input) => Object.keys(FACTORS).some((name) => input[name as keyof typeof FACTORS] !== undefined),
    `has no factor; give at least one of ${Object.keys(FACTORS).join(', ')}`,
  )

function isSpan(milliseconds: number): boolean {
  return milliseconds > 0 && Number.isSafeInteger(milliseconds)
}
