import type { TicketFilter } from '@docket/core'
import * as z from 'zod'
import { refuseOddShapes } from '../handler/read-body.js'
import { PAGE_ITEMS } from './limits.js'
import { readAs } from './read-as.js'
import { fields, id, idOf, instant, name } from './values.js'

/** A whole number in a query, 1 to the most. */
export const wholeNumber = (most: number) =>
  readAs(
    z.int().min(1).max(most),
    z
      .string()
      .refine(
        (written) => /^[1-9][0-9]*$/.test(written) && Number(written) <= most,
        `is no whole number from 1 to ${most}`,
      )
      .transform(Number),
  )

/** The `next` of the former page. */
export const after = z.string().min(1).max(60_000)

/** A page of a list. */
export const page = { limit: wholeNumber(PAGE_ITEMS).exactOptional(), after: after.exactOptional() }

/** Yes or no in a query. */
export const flag = readAs(
  z.boolean(),
  z.enum(['true', 'false']).transform((value) => value === 'true'),
)

const range = z.strictObject({ from: instant.exactOptional(), before: instant.exactOptional() })
const phase = z.enum(['open', 'waiting', 'solved', 'terminal'])

/** What a list is narrowed to, as JSON. */
export const filter = z
  .strictObject({
    phase: z.union([phase, z.array(phase).min(1).max(4)]).exactOptional(),
    workflow: name.exactOptional(),
    state: name.exactOptional(),
    requester: idOf('person').exactOptional(),
    assignee: idOf('agent').nullable().exactOptional(),
    team: idOf('team').nullable().exactOptional(),
    category: idOf('category').nullable().exactOptional(),
    channel: name.exactOptional(),
    priority: z.union([id, z.array(id).min(1).max(20)]).exactOptional(),
    tag: id.exactOptional(),
    watcher: idOf('person').exactOptional(),
    archived: z.boolean().exactOptional(),
    snoozed: z.boolean().exactOptional(),
    createdAt: range.exactOptional(),
    updatedAt: range.exactOptional(),
    dueAt: range.exactOptional(),
    fields: fields.exactOptional(),
  })
  .meta({ id: 'TicketFilter' })
  // Which fields lists can be filtered by, the desk says, whose shape is not known here.
  .transform((where) => where as unknown as TicketFilter)

/** The filter in a query: JSON in one parameter. */
export const where = readAs(filter, z.string().max(8_000).transform(parsedJson).pipe(filter), 'json')

/** How a list is sorted. */
export const sorting = {
  sort: z.enum(['createdAt', 'updatedAt', 'priority', 'dueAt']).exactOptional(),
  direction: z.enum(['asc', 'desc']).exactOptional(),
}

function parsedJson(text: string, context: z.RefinementCtx): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' })
    return z.NEVER
  }
  refuseOddShapes(value)
  return value
}
