import type {
  AttachmentRecord,
  DeadLetter,
  EventRecord,
  MessageRecord,
  SequenceQuery,
  Visibility,
} from '@docket/core/store'
import { copyAttachment, copyEvent, copyMessage } from './copy.js'
import type { TenantSpace } from './space.js'
import { compareTexts } from './text-order.js'

const MOST_DEAD_LETTERS = 1_000

/** A page of a ticket's events. */
export function eventsOf(space: TenantSpace | undefined, { ticketId, afterSeq, limit }: SequenceQuery): EventRecord[] {
  const events = space?.dossiers.get(ticketId)?.events ?? []
  return events.slice(afterSeq, afterSeq + limit).map(copyEvent)
}

/** A page of a ticket's messages of the given visibilities. */
export function messagesOf(
  space: TenantSpace | undefined,
  { ticketId, afterSeq, limit, visibility }: SequenceQuery & { readonly visibility: readonly Visibility[] },
): MessageRecord[] {
  const messages = space?.dossiers.get(ticketId)?.messages ?? []
  return messages
    .filter((message) => message.seq > afterSeq && visibility.includes(message.visibility))
    .slice(0, limit)
    .map(copyMessage)
}

/** A ticket's files in order of their creation and id. */
export function attachmentsOf(space: TenantSpace | undefined, ticketId: string): AttachmentRecord[] {
  const attachments = space?.dossiers.get(ticketId)?.attachments ?? []
  return attachments.map(copyAttachment).sort((a, b) => a.createdAt - b.createdAt || compareTexts(a.id, b.id))
}

/** What was given up in the tenant. */
export function deadLettersOf(tenant: string, space: TenantSpace): DeadLetter[] {
  const timers = Array.from(space.deadTimers, ({ record, attempts, dead }): DeadLetter => {
    return {
      tenant,
      ticketId: record.ticketId,
      kind: 'timer',
      id: record.key,
      effect: null,
      attempts,
      error: dead ?? '',
    }
  })
  const messages = Array.from(space.deadMessages, ({ record, attempts, dead }): DeadLetter => {
    const { ticketId, id, effect } = record
    return { tenant, ticketId, kind: 'outbox', id, effect, attempts, error: dead ?? '' }
  })
  return [...timers, ...messages].slice(0, MOST_DEAD_LETTERS)
}
