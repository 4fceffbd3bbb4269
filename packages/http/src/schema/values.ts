import * as z from 'zod'

/** An id, up to 200 characters. */
export const id = z.string().min(1).max(200)

/** An instant with its offset from UTC, as in `2025-01-31T09:00:00Z`; a `Date` for the desk. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .meta({ description: 'An instant with its offset, such as 2025-01-31T09:00:00Z.' })

/** How many items a page has. */
export const limit = z.coerce.number().int().min(1).max(100).optional()

/** The `next` of the former page. */
export const after = z.string().min(1).max(4_000).optional()

/** An instant as answers give it, in UTC. */
export const time = z.iso.datetime()

/** Who did something. */
export const actor = z.strictObject({ type: z.string(), id: z.string() })

/** Why something is as it is: a code and its values. */
export const reason = z.looseObject({ code: z.string() })

/** A page of items and where the next begins; null after the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })
