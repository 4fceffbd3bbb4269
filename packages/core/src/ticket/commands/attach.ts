import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
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
    const { ticketId } = draft
    draft.attachments.push({ attachmentId, uploader: actor, ticketId, messageId: messageId ?? null })
    draft.add({ type: 'attachment.added', data: { attachmentId, messageId: messageId ?? null } })
    return DONE
  },
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
