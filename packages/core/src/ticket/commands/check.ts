import * as z from 'zod'
import type { Reason } from '../../kernel/error.js'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { AttachmentRecord, CheckedItem } from '../../store/record-types.js'
import type { ChecklistItem } from '../../workflow/definition-types.js'
import { mediaTypeFits } from '../../workflow/media-type.js'
import { missingOnTicket, stageOf } from '../../workflow/requirements.js'
import { type CommandContext, DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import type { EventDraft } from '../event-types.js'
import { isFileOf, isSplitOffWith } from '../file-of.js'
import { isRefusal, type Refusal, refuse } from '../refusal.js'
import { attachTo } from './attach.js'

/** An item to check, with the file that proves it. */
interface ItemInput {
  readonly item: string
  readonly attachmentId?: string | undefined
}

interface CheckInput {
  readonly item?: string | undefined
  readonly attachmentId?: string | undefined
  readonly items?: readonly ItemInput[] | undefined
}

const itemInput = z.strictObject({ item: id, attachmentId: id.optional() })

/**
 * Checks items of the present stage's checklist with what proves them, or confirms them as the second person: all of them
 * or none. A file of one's own that is nowhere yet comes onto the ticket with it.
 */
export const check: TicketCommand<CheckInput> = {
  name: 'check',
  action: 'check',
  input: z
    .strictObject({
      item: id.optional(),
      attachmentId: id.optional(),
      items: z.array(itemInput).min(1).max(LIMITS.checklistItems).optional(),
    })
    .refine(({ item, items }) => (item === undefined) !== (items === undefined), 'needs either `item` or `items`')
    .refine(
      ({ items, attachmentId }) => items === undefined || attachmentId === undefined,
      'has `attachmentId` beside `items`; name the file with its item',
    )
    .refine(
      ({ items = [] }) => new Set(items.map(({ item }) => item)).size === items.length,
      'names an item twice in `items`; name each once',
    ),
  needs: (input) => ({ attachments: itemsOf(input).flatMap(({ attachmentId }) => attachmentId ?? []) }),
  decide(draft, input, context) {
    const decided = itemsOf(input).map((one) => decideItem(draft, one, context))
    const refusals = decided.filter(isRefusal)
    if (refusals.length > 0) return refuseItems(refusals, decided.length)
    const checked = decided.flatMap((one) => (isRefusal(one) ? [] : [one]))
    const loose = new Set(checked.flatMap(({ loose: file }) => file ?? []))
    for (const attachmentId of loose) attachTo(draft, attachmentId, null)
    for (const { event } of checked) if (event !== null) draft.add(event)
    return DONE
  },
}

function itemsOf({ item, attachmentId, items }: CheckInput): readonly ItemInput[] {
  return items ?? (item === undefined ? [] : [{ item, attachmentId }])
}

/** What a check of one item writes: nothing where it changes nothing. `loose` is the file that comes onto the ticket with it. */
interface DecidedItem {
  readonly event: EventDraft | null
  readonly loose: string | null
}

const UNCHANGED: DecidedItem = { event: null, loose: null }

function decideItem(
  draft: TicketDraft,
  { item: name, attachmentId }: ItemInput,
  context: CommandContext,
): DecidedItem | Refusal {
  const found = itemOf(draft, name, context)
  if (isRefusal(found)) return found
  const { stage, item, checked } = found
  const file = attachmentId === undefined ? null : usableFile(draft, attachmentId, context)
  const missing = lacking(draft, item, attachmentId ?? checked?.attachmentId, attachmentId, file)
  if (missing.length > 0) {
    const codes = [...new Set(missing.map(({ code }) => code))].join(', ')
    const message = `The item ${name} cannot be checked yet (${codes}); bring what the reasons name, then check it again.`
    return refuse('COMMAND_REFUSED', message, ...missing)
  }
  const otherProof = attachmentId !== undefined && attachmentId !== checked?.attachmentId
  if (checked === undefined || otherProof) {
    const of = file?.ticketId ?? draft.ticketId
    // What came with its own messages is its own, whatever is merged and taken out again.
    const fileOf = of === draft.ticketId || (file && isSplitOffWith(file, draft.ticket)) ? {} : { fileOf: of }
    const data = { stage, item: name, attachmentId: attachmentId ?? null, ...fileOf }
    return { event: { type: 'item.checked', data }, loose: file?.ticketId === null ? file.id : null }
  }
  const needsSecond = item.needs?.some((evidence) => 'secondPerson' in evidence) === true
  if (!needsSecond || checked.confirmedBy !== undefined) return UNCHANGED
  if (checked.by.id === draft.stamp.actor.id) {
    const message = 'Whoever checked the item cannot be the second person too; ask somebody else to check it.'
    return refuse('COMMAND_REFUSED', message, { code: 'second-person-is-the-first', item: name, by: checked.by.id })
  }
  return { event: { type: 'item.confirmed', data: { stage, item: name } }, loose: null }
}

/** One refusal for several items, with what each of them lacks. */
function refuseItems(refusals: readonly Refusal[], given: number): Refusal {
  const [first, second] = refusals
  const reasons = refusals.flatMap((refusal) => refusal.reasons)
  // Of a ticket in no stage, all items say the same.
  if (first !== undefined && (given === 1 || second === undefined || reasons[0]?.code === 'no-stage')) return first
  const codes = [...new Set(reasons.map(({ code }) => code))].join(', ')
  const message = `None of the items was checked (${codes}); bring what the reasons name, or leave those items out.`
  return refuse('COMMAND_REFUSED', message, ...reasons)
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
    return refuse('COMMAND_REFUSED', message, { code: 'item-unknown', item: name, stage, items: known })
  }
  const { checks = {} } = ticket.flow
  return { stage, item, checked: Object.hasOwn(checks, name) ? checks[name] : undefined }
}

/** The file if it is the ticket's: on it, on one that was merged into it, with what it was split off with, or to come onto it by whoever has uploaded it. */
function usableFile(
  { ticket, stamp: { actor } }: TicketDraft,
  attachmentId: string,
  { loaded, model }: CommandContext,
): AttachmentRecord | null {
  const file = loaded.attachments.get(attachmentId)
  if (file === undefined) return null
  const { ticketId: of, uploader } = file
  if (of !== null) return isFileOf(file, ticket) || isSplitOffWith(file, ticket) ? file : null
  const isOwn = uploader.type === actor.type && uploader.id === actor.id
  return isOwn && model.access.can(actor, 'attach', ticket).allow ? file : null
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
