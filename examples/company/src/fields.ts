import * as z from 'zod'

/** What the company knows of a ticket besides its text. */
export const fields = z.object({
  order: z.string().max(40).optional(),
  product: z.enum(['lamp', 'speaker', 'router']).optional(),
  serial: z
    .string()
    .regex(/^[A-Z]{2}-\d{4}$/)
    .optional(),
  broken: z.enum(['screen', 'battery', 'sound', 'other']).optional(),
  details: z.string().max(500).optional(),
  /** What is paid back, or what the parts cost, in CNY. */
  amount: z.number().min(0).max(100_000).default(0),
  part: z.string().max(40).optional(),
  phone: z.string().max(40).optional(),
})
