import * as z from 'zod'
import { jsonInput } from '../fields/json-input.js'
import { external, id, storable } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'

/** What receiving takes: a message of any channel, in one shape. */
export const incomingMessage = z
  .strictObject({
    channel: external.shape.source,
    id,
    from: z.strictObject({ id, tier: id.exactOptional(), locale: id.exactOptional() }),
    text: storable(LIMITS.body).optional(),
    subject: storable(LIMITS.subject).optional(),
    files: z.array(id).max(LIMITS.attachmentsPerMessage).optional(),
    ticketId: id.optional(),
    category: id.optional(),
    fields: jsonInput.optional(),
  })
  .refine(({ text, files }) => !isBlank(text) || (files !== undefined && files.length > 0), {
    path: ['text'],
    error: 'must have words, unless there are files',
  })

/** A message of a channel, checked. */
export type ParsedMessage = z.output<typeof incomingMessage>

/** Characters of the first line that make a subject. */
const SUBJECT = 100

/** What a ticket that a message begins is called: what the channel says, else the beginning of what was written. */
export function subjectOf(subject: string | undefined, body: string): string {
  if (subject !== undefined && !isBlank(subject)) return subject
  const line = body.split(/[\r\n]/).find((one) => !isBlank(one)) ?? body
  const characters = Array.from(line.trim().replace(/\s+/g, ' '))
  return characters.length <= SUBJECT ? characters.join('') : `${characters.slice(0, SUBJECT - 1).join('')}…`
}

/** Whether nothing can be read in it. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
