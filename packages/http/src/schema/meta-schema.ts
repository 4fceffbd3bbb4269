import * as z from 'zod'
import { categorySchema, formSchema } from './category-schema.js'
import { label } from './values.js'

const some = z.looseObject({})
const phase = z.enum(['open', 'waiting', 'solved', 'terminal'])

/** A workflow for whoever does not work at the desk: what its states are called. */
const brief = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    label,
    initial: z.string(),
    states: z.array(z.strictObject({ name: z.string(), phase, label, color: z.string().nullable() })),
  })
  .meta({ id: 'WorkflowBrief' })

const state = z.strictObject({
  name: z.string(),
  phase,
  tags: z.array(z.string()),
  label,
  color: z.string().nullable(),
  transitions: z.array(
    z.strictObject({
      event: z.string(),
      target: z.string(),
      guards: z.array(some),
      effects: z.array(z.string()),
      roles: z.array(z.string()).nullable(),
      requires: z.array(some),
    }),
  ),
  timeout: z.strictObject({ after: some, send: z.string() }).nullable(),
  onReply: z.string().nullable(),
  confirmation: z.strictObject({ confirmed: z.string(), refused: z.string() }).nullable(),
  stage: z
    .strictObject({
      owner: z.string(),
      within: some,
      instructions: label,
      receives: z.array(z.string()),
      checklist: z.array(z.strictObject({ id: z.string(), label, needs: z.array(z.unknown()) })),
    })
    .nullable(),
  partOf: z.string().nullable(),
})

const whole = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    label,
    initial: z.string(),
    approvals: z.array(
      z.strictObject({
        name: z.string(),
        label,
        by: z.array(z.unknown()),
        needs: z.union([z.enum(['any', 'all']), z.int()]),
        within: some.nullable(),
        of: z.array(z.string()).nullable(),
      }),
    ),
    states: z.array(state),
  })
  .meta({ id: 'Workflow' })

/** What a user interface needs to know of the desk before anything else. */
export const metaSchema = z
  .strictObject({
    workflows: z.array(z.union([whole, brief])),
    /** Null for whoever may not begin tickets. */
    categories: z.array(categorySchema).nullable(),
    forms: z.array(formSchema),
    priorities: z.array(z.string()),
    locales: z.array(z.string()),
    limits: z.record(z.string(), z.int()),
    /** Whether anything is suggested while somebody is typing. */
    suggestions: z.boolean(),
    /** Whether files can be sent. */
    uploads: z.boolean(),
  })
  .meta({ id: 'Meta' })
