import * as z from 'zod'
import { jsonProblem } from '../kernel/json.js'
import { FIELD_LIMITS } from './fields.js'

/** A value as custom fields hold it: what JSON carries without loss. What it means, the desk's own schema says. */
export const jsonInput = z.unknown().superRefine((value, context) => {
  const problem = jsonProblem(value, FIELD_LIMITS)
  if (problem) {
    context.addIssue({
      code: 'custom',
      message: problem.message,
      path: [...problem.path],
      params: { code: problem.code },
    })
  }
})
