import * as z from 'zod'
import { PROBLEM_CODES } from './http-errors.js'
import { reason } from './values.js'

/** What went wrong (RFC 9457), with the values that belong to its code. */
export const problemSchema = z
  .looseObject({
    type: z.string().regex(/^urn:docket:[A-Z_]+$/),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.enum(PROBLEM_CODES),
    retryable: z.boolean(),
    issues: z
      .array(
        z.looseObject({
          path: z.array(z.union([z.string(), z.number()])),
          code: z.string(),
          message: z.string(),
        }),
      )
      .exactOptional(),
    reasons: z.array(reason).exactOptional(),
  })
  .meta({ id: 'Problem' })
