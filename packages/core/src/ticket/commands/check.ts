import * as z from 'zod'
import type { Reason } from '../../kernel/error.js'
import { id } from '../../kernel/input.js'
import type { AttachmentRecord, CheckedItem } from '../../store/record-types.js'
import type { ChecklistItem } from '../../workflow/definition-types.js'
import { mediaTypeFits } from '../../workflow/media-type.js'
import { missingOnTicket, stageOf } from '../../workflow/requirements.js'
import { type CommandContext, DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { isRefusal, type Refusal, refuse } from '../refusal.js'

/** Checks an item of the present stage's checklist with what proves it, or confirms it as the second person. */
export const check: TicketCommand<{ item: string; attachmentId?: string | undefined }> = {
  name: 'check',
  action: 'check',
  input: z.strictObject({ item: id, attachmentId: id.optional() }),
  needs: ({ attachmentId }) => ({ attachment: attachmentId }),
  decide(draft, { item: name, attachmentId }, context) {
    const found = itemOf(draft, name, context)
    if (isRefusal(found)) return found
    const { stage, item, checked } = found
    const file = ownFile(draft, context.loaded.attachment)
    const missing = lacking(draft, item, attachmentId ?? checked?.attachmentId, attachmentId, file)
    if (missing.length > 0) {
      const codes = [...new Set(missing.map(({ code }) => code))].join(', ')
      const message = `The item ${name} cannot be checked yet (${codes}); bring what the reasons name, then check it again.`
      return refuse('COMMAND_REFUSED', message, ...missing)
    }
    const otherProof = attachmentId !== undefined && attachmentId !== checked?.attachmentId
    if (checked === undefined || otherProof) {
      const of = file?.ticketId ?? draft.ticketId
      const fileOf = of === draft.ticketId ? {} : { fileOf: of }
      draft.add({ type: 'item.checked', data: { stage, item: name, attachmentId: attachmentId ?? null, ...fileOf } })
      return DONE
    }
    const needsSecond = item.needs?.some((evidence) => 'secondPerson' in evidence) === true
    if (!needsSecond || checked.confirmedBy !== undefined) return DONE
    if (checked.by.id === draft.stamp.actor.id) {
      const message = 'Whoever checked the item cannot be the second person too; ask somebody else to check it.'
      return refuse('COMMAND_REFUSED', message, { code: 'second-person-is-the-first', item: name, by: checked.by.id })
    }
    draft.add({ type: 'item.confirmed', data: { stage, item: name } })
    return DONE
  },
}

/** Takes the check from an item, with what proved it and who confirmed it. */
export const uncheck: TicketCommand<{ item: string }> = {
  name: 'uncheck',
  action: 'check',
  input: z.strictObject({ item: id }),
  decide(draft, { item: name }, context) {
    const found = itemOf(draft, name, context)
    if (isRefusal(found)) return found
    if (found.checked) draft.add({ type: 'item.unchecked', data: { stage: found.stage, item: name } })
    return DONE
  },
}

interface FoundItem {
  readonly stage: string
  readonly item: ChecklistItem
  readonly checked: CheckedItem | undefined
}

function itemOf({ ticket }: TicketDraft, name: string, { workflow }: CommandContext): FoundItem | Refusal {
  const found = stageOf(workflow.definition, ticket.state)
  if (found === null) {
    const message = `The ticket is in no stage while its state is ${ticket.state}; items are checked in a stage that has them.`
    return refuse('COMMAND_REFUSED', message, { code: 'no-stage', state: ticket.state })
  }
  const { name: stage } = found
  const items = found.stage.checklist ?? []
  const item = items.find(({ id: own }) => own === name)
  if (item === undefined) {
    const known = items.map(({ id: own }) => own)
    const message = `The stage ${stage} has no such item. Its items are ${known.join(', ') || 'none'}.`
    return refuse('COMMAND_REFUSED', message, { code: 'item-unknown', stage, items: known })
  }
  const { checks = {} } = ticket.flow
  return { stage, item, checked: Object.hasOwn(checks, name) ? checks[name] : undefined }
}

/** The file if it is the ticket's: on it, or on one that was merged into it. */
function ownFile({ ticket, ticketId }: TicketDraft, file: AttachmentRecord | null): AttachmentRecord | null {
  const of = file?.ticketId ?? null
  return of !== null && (of === ticketId || ticket.flow.absorbed?.includes(of) === true) ? file : null
}

/** What an item still lacks besides the check itself, each thing once. */
function lacking(
  { ticket }: TicketDraft,
  { id: item, needs = [] }: ChecklistItem,
  proof: string | undefined,
  given: string | undefined,
  own: AttachmentRecord | null,
): Reason[] {
  // Whether another ticket has such a file is not to be told.
  const foreign = given !== undefined && own === null
  const reasons: Reason[] = foreign ? [{ code: 'attachment-of-another-ticket' }] : []
  for (const evidence of needs) {
    if (!('attachment' in evidence)) reasons.push(...missingOnTicket(evidence, ticket))
    else if (proof === undefined) reasons.push({ code: 'attachment-missing', type: evidence.attachment })
    else if (own !== null && !mediaTypeFits(evidence.attachment, own.type)) {
      reasons.push({ code: 'attachment-type', type: evidence.attachment, given: own.type })
    }
  }
  return reasons.map((reason) => ({ ...reason, item }))
}
