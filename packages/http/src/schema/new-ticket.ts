import * as z from 'zod'
import { attachments, body, external, fields, id, idOf, name, subject, tags } from './values.js'

/** A ticket to begin. */
export const newTicket = z.strictObject({
  subject: subject,
  requester: z
    .strictObject({ id: idOf('person'), tier: id.exactOptional(), locale: id.exactOptional() })
    .exactOptional(),
  body: body.exactOptional(),
  workflow: name.exactOptional(),
  channel: name.exactOptional(),
  category: idOf('category').exactOptional(),
  priority: name.exactOptional(),
  team: idOf('team').exactOptional(),
  tags: tags.exactOptional(),
  attachments: attachments.exactOptional(),
  external: external.exactOptional(),
  fields: fields.exactOptional(),
})
