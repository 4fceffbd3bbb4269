import type { CategoryTree } from '../categories/category-tree.js'
import { invalidInput } from '../kernel/input.js'
import type { TicketRecord } from '../store/record-types.js'
import type { CommandContext } from '../ticket/command.js'
import type { Stamp, TicketDraft } from '../ticket/draft.js'
import { type Refusal, refuse } from '../ticket/refusal.js'
import { agentOnlyFields } from './agent-only.js'
import { formOf } from './form-of.js'
import { closedIssues, openFieldsOf, openIssues, unaskedIssues } from './open-fields.js'

/**
 * Throws what a requester's fields have that the form does not ask for, or lack of what it requires. What was open before
 * may stay open.
 */
export function checkForm(
  draft: TicketDraft,
  before: TicketRecord | null,
  given: unknown,
  context: CommandContext,
  what: string,
): void {
  if (!fillsInForm(draft.stamp, context)) return
  const { ticket } = draft
  const form = formOf(context.model.forms, treeOf(context), ticket.category)
  if (form === null) {
    const closed = closedIssues(agentOnlyFields(context.model.forms), given)
    if (closed.length > 0) throw invalidInput(what, closed, closed.length)
    return
  }
  const open = openFieldsOf(form, ticket)
  const wasOpen = before ? openFieldsOf(form, before) : []
  const issues = [
    ...unaskedIssues(form, ticket, given),
    ...openIssues(open.filter((field) => !wasOpen.includes(field))),
  ]
  if (issues.length > 0) throw invalidInput(what, issues, issues.length)
}

/** Why a requester cannot put a ticket into a category: what its form requires and the ticket does not have. */
export function formRefusal(draft: TicketDraft, context: CommandContext): Refusal | null {
  if (!fillsInForm(draft.stamp, context)) return null
  const { ticket } = draft
  const form = formOf(context.model.forms, treeOf(context), ticket.category)
  const open = form ? openFieldsOf(form, ticket).filter((field) => !field.agentOnly) : []
  if (open.length === 0) return null
  const names = open.map(({ name }) => name)
  const message = `The category ${ticket.category} requires ${names.join(', ')}; fill them in first.`
  return refuse('COMMAND_REFUSED', message, ...names.map((field) => ({ code: 'field-missing', field })))
}

/** Whether forms bind the actor: those who work at the desk may leave fields open, a channel shows none, and history is as it was. */
function fillsInForm({ actor, cause }: Stamp, { model }: CommandContext): boolean {
  if (cause?.kind === 'import' || cause?.kind === 'intake') return false
  return model.forms.size > 0 && model.access.roles.get(actor.type)?.staff !== true
}

const treeOf = ({ loaded }: CommandContext): CategoryTree => loaded.categories
