import type { AttachmentRecord, TicketRecord } from '../store/record-types.js'

/** Whether a file is on the ticket, or on one that was merged into it. */
export function isFileOf({ ticketId }: AttachmentRecord, { id, flow }: TicketRecord): boolean {
  return ticketId !== null && (ticketId === id || flow.absorbed?.includes(ticketId) === true)
}

/** Whether a file came with one of the messages that a ticket was split off with. */
export function isSplitOffWith(
  { ticketId, messageId }: AttachmentRecord,
  { flow: { splitFrom } }: TicketRecord,
): boolean {
  return splitFrom?.ticketId === ticketId && splitFrom.messages.some(({ id }) => id === messageId)
}
