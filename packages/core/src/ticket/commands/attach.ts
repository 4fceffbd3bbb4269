import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { refuse } from '../refusal.js'

/** Attaches an uploaded file to the ticket, or to one of its messages that the same person wrote. */
export const attach: TicketCommand<{ attachmentId: string; messageId?: string | undefined }> = {
  name: 'attach',
  action: 'attach',
  input: z.strictObject({ attachmentId: id, messageId: id.optional() }),
  needs: ({ messageId }) => ({ message: messageId }),
  decide(draft, { attachmentId, messageId }, { loaded }) {
    const { actor } = draft.stamp
    if (messageId !== undefined) {
      const author = loaded.message?.ticketId === draft.ticketId ? loaded.message.author : null
      if (author?.type !== actor.type || author.id !== actor.id) {
        return refuse(
          'COMMAND_REFUSED',
          'Files are attached to a message by its author; write a message of your own.',
          {
            code: 'not-own-message',
          },
        )
      }
    }
    attachTo(draft, attachmentId, messageId ?? null)
    return DONE
  },
}

/** Puts a file of the actor's own onto the ticket; whether it still can be, the commit finds. */
export function attachTo(draft: TicketDraft, attachmentId: string, messageId: string | null): void {
  draft.attachments.push({ attachmentId, uploader: draft.stamp.actor, ticketId: draft.ticketId, messageId })
  draft.add({ type: 'attachment.added', data: { attachmentId, messageId } })
}

/** Overwrites what persons wrote in the ticket: subject, personal fields, messages, file names. Events stay. */
export const erase: TicketCommand<Record<string, never>> = {
  name: 'erase',
  action: 'erase',
  worksWhenMerged: true,
  input: z.strictObject({}),
  decide(draft) {
    draft.add({ type: 'ticket.erased', data: {} })
    draft.erase()
    return DONE
  },
}
