import * as z from 'zod'
import { body, external, fields, id, idOf, name, text } from './values.js'

/** A ticket to begin. */
export const newTicket = z.strictObject({
  subject: text(500),
  requester: z
    .strictObject({ id: idOf('person'), tier: id.exactOptional(), locale: id.exactOptional() })
    .exactOptional(),
  body: body.exactOptional(),
  workflow: name.exactOptional(),
  channel: name.exactOptional(),
  category: idOf('category').exactOptional(),
  priority: name.exactOptional(),
  team: idOf('team').exactOptional(),
  tags: z.array(id).max(100).exactOptional(),
  attachments: z.array(idOf('attachment')).max(50).exactOptional(),
  external: external.exactOptional(),
  fields: fields.exactOptional(),
})
