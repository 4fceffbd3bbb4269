import type { Message, Ticket, TimelineEntry } from '@docket/core'
import type { PendingCommand } from './outbox-types.js'
import type { Wire } from './wire.js'

/** A message that was written and is not answered yet. */
export interface PendingMessage {
  readonly pending: true
  /** Its idempotency key. */
  readonly id: string
  readonly ticketId: string
  readonly visibility: 'public' | 'internal'
  readonly body: string
  /** Ids of its files. */
  readonly attachmentIds: readonly string[]
  /** Why it was refused; null while it is to be sent. */
  readonly error: PendingCommand['error']
}

/** A message of a thread: one that the desk has, or one that is on its way. */
export type ThreadMessage = (Wire<Message> & { readonly pending?: false }) | PendingMessage

/** What one may know of a ticket's past, oldest first, and what agents in it and in the thread are called, by id. */
export interface ShownTimeline {
  readonly items: readonly Wire<TimelineEntry>[]
  readonly names: Readonly<Record<string, string>>
}

/** A ticket as it will be: with the rating and the urging that were sent. To which state an event leads, the desk alone knows. */
export function shownTicket<Shown extends Pick<Wire<Ticket>, 'rating' | 'nudges' | 'updatedAt'>>(
  ticket: Shown,
  pending: readonly PendingCommand[],
): Shown {
  let shown = ticket
  for (const { method, input, error } of pending) {
    if (error) continue
    if (method === 'nudge') shown = { ...shown, nudges: shown.nudges + 1 }
    if (method === 'rate') shown = { ...shown, rating: { score: input['score'] as number, at: shown.updatedAt } }
  }
  return shown
}

/** A thread as it will be: what is on its way comes last, whatever the clock here says. */
export function shownThread(
  messages: readonly Wire<Message>[],
  pending: readonly PendingCommand[],
): readonly ThreadMessage[] {
  const written = pending
    .filter(({ method }) => method === 'reply' || method === 'note')
    .map(
      ({ key, method, ticketId, input, error }): PendingMessage => ({
        pending: true,
        id: key,
        ticketId: ticketId as string,
        visibility: method === 'note' ? 'internal' : 'public',
        body: input['body'] as string,
        attachmentIds: (input['attachments'] ?? []) as readonly string[],
        error,
      }),
    )
  return [...messages, ...written]
}
