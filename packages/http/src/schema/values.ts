import { LIMITS } from '@docket/core'
import * as z from 'zod'

/** What an id names; ids of tenants' own things are looked up as whoever asks, so that a foreign one is as if it were missing. */
export type IdOf =
  | 'ticket'
  | 'message'
  | 'attachment'
  | 'request'
  | 'notification'
  | 'agent'
  | 'team'
  | 'department'
  | 'category'
  | 'view'
  | 'webhook'
  /** A customer, or somebody who watches: the host's own id, which Docket looks up nowhere. */
  | 'person'

/** An id. */
export const id = z.string().min(1).max(LIMITS.id)

/** An id of a kind, so that the documentation says what it names, and the tests put foreign ones in its place. */
export const idOf = (kind: IdOf) => id.meta({ 'x-docket-id': kind })

/** A name that the desk's definition gives, such as a state's. */
export const name = z.string().min(1).max(LIMITS.id)

/** A text by a person. */
export const text = (longest: number) => z.string().min(1).max(longest)

/** What a message or note may hold. */
export const body = text(LIMITS.body)

/** A ticket's subject. */
export const subject = text(LIMITS.subject)

/** Tags, each once or more. */
export const tags = z.array(id).max(LIMITS.tags)

/** An instant with its offset from UTC, as in `2025-01-31T09:00:00Z`; a `Date` for the desk. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((written) => new Date(written))
  .meta({ description: 'An instant with its offset from UTC, such as 2025-01-31T09:00:00Z.' })

/** An instant as answers give it, in UTC. */
export const time = z.iso.datetime()

/** An instant that may not be. */
export const when = time.nullable()

/** Who did something. */
export const actor = z.strictObject({ type: z.string(), id: z.string() }).meta({ id: 'Actor' })

/** Why something is as it is: a code and its values. */
export const reason = z.looseObject({ code: z.string() }).meta({ id: 'Reason' })

/** What people read, by BCP 47 tag. */
export const label = z.record(z.string(), z.string()).nullable()

/** Texts by BCP 47 tag, as somebody gives them. */
export const labelInput = z.record(z.string().max(50), text(200))

/** A permanent identity of another system. */
export const external = z.strictObject({ source: id, id })

/** A definition in a version. */
export const definition = z.strictObject({ id: z.string(), version: z.int() })

/** Custom fields, by name; what each takes, the desk's definition says. */
export const fields = z.record(z.string().max(LIMITS.id), z.unknown())

/** Files that are already there, for a message. */
export const attachments = z.array(idOf('attachment')).max(LIMITS.attachmentsPerMessage)

/** A whole object whose content the desk gives as it is. */
export const data = z.record(z.string(), z.unknown())

/** A page of items and where the next begins; null after the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })
