import type { PolicyFields } from '@docket/core'
import * as z from 'zod'

/** What the desk knows of a ticket besides what every ticket has. */
export const fields = z.object({
  /** From 1, the whole company, to 3, one person. */
  impact: z.int().optional(),
  /** From 1, work stands still, to 3, it can wait. */
  urgency: z.int().optional(),
  location: z.string().optional(),
  subcategory: z.string().optional(),
  symptom: z.string().optional(),
  openedBy: z.string().optional(),
  enteredBy: z.string().optional(),
})

/** The same as the policies see them. */
export type SupportFields = PolicyFields<z.output<typeof fields>>
