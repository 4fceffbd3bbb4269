import type { TicketRecord } from '../store/record-types.js'
import { stageOf } from '../workflow/requirements.js'
import type { CommandContext } from './command.js'
import type { TicketDraft } from './draft.js'
import { isFileOf } from './file-of.js'
import { type Refusal, refuse } from './refusal.js'

/** What a note is about: a message, note or file that the ticket shows, or an item of the present stage's checklist. */
export type NoteAbout = { readonly message: string } | { readonly attachment: string } | { readonly item: string }

/** Refuses what the ticket does not have. Whether another ticket has it is not told. */
export function refuseAbout(
  about: NoteAbout,
  { ticket, ticketId }: TicketDraft,
  { workflow, loaded }: CommandContext,
): Refusal | undefined {
  if ('message' in about) {
    const of = loaded.message?.ticketId
    const { absorbed, splitFrom } = ticket.flow
    const isSplit = isShownOf(splitFrom, about.message)
    if (of !== undefined && (of === ticketId || absorbed?.includes(of) || isSplit)) return undefined
    const message = 'The ticket has no such message; name one of its thread.'
    return refuse('COMMAND_REFUSED', message, { code: 'message-unknown', message: about.message })
  }
  if ('attachment' in about) {
    const file = loaded.attachments.get(about.attachment)
    if (file && (isFileOf(file, ticket) || isShownOf(ticket.flow.splitFrom, file.messageId))) return undefined
    const message = 'The ticket has no such file; attach it first, or name one of its thread.'
    return refuse('COMMAND_REFUSED', message, { code: 'attachment-unknown', attachment: about.attachment })
  }
  const stage = stageOf(workflow.definition, ticket.state)
  const items = stage?.stage.checklist?.map(({ id }) => id) ?? []
  if (items.includes(about.item)) return undefined
  const message = `The present stage has no such item. Its items are ${items.join(', ') || 'none'}.`
  return refuse('COMMAND_REFUSED', message, { code: 'item-unknown', stage: stage?.name ?? null, items })
}

function isShownOf(splitFrom: TicketRecord['flow']['splitFrom'], messageId: string | null): boolean {
  return splitFrom?.messages.some(({ id }) => id === messageId) === true
}
