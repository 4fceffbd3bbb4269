import * as z from 'zod'
import { namedCategory } from '../../categories/named-category.js'
import { jsonInput } from '../../fields/json-input.js'
import { checkForm, formRefusal } from '../../forms/check-form.js'
import { id, invalidInput, text } from '../../kernel/input.js'
import type { Json, JsonObject } from '../../kernel/json.js'
import { canonicalJson } from '../../kernel/json.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'

/** Changes the subject and custom fields; null removes a field. */
export const update: TicketCommand<{ subject?: string | undefined; fields?: unknown }> = {
  name: 'update',
  action: 'update',
  followsMerge: true,
  input: z.strictObject({ subject: text(LIMITS.subject).optional(), fields: jsonInput.optional() }),
  needs: () => ({ form: true }),
  decide(draft, input, context) {
    const { ticket } = draft
    const { model } = context
    const parsed = model.fields.patch(ticket, input.fields === undefined ? {} : input.fields)
    if (!parsed.ok) throw invalidInput('update', parsed.issues)
    const fields = changedValues(ticket.fields, parsed.values.fields)
    const personal = changedValues(ticket.personal, parsed.values.personal)
    const removed = Object.keys(ticket.fields).filter(
      (name) => Object.hasOwn(model.fields.schema.shape, name) && !Object.hasOwn(parsed.values.fields, name),
    )
    for (const name of Object.keys(ticket.personal)) {
      if (ticket.personal[name] !== null && !Object.hasOwn(parsed.values.personal, name)) personal[name] = null
    }
    const subject = input.subject === ticket.subject ? undefined : input.subject
    const content = { ...(subject !== undefined && { subject }), personal }
    const revisions = draft.replaceContent(content)
    const changes = Object.keys(fields).length + removed.length + Object.keys(revisions).length
    if (changes > 0) draft.add({ type: 'ticket.updated', data: { fields, removed, revisions } })
    checkForm(draft, ticket, input.fields, context, 'update')
    return DONE
  },
}

function changedValues(before: JsonObject, after: JsonObject): Record<string, Json> {
  const changed: Record<string, Json> = {}
  for (const [name, value] of Object.entries(after)) {
    if (value !== undefined && canonicalJson(before[name]) !== canonicalJson(value)) changed[name] = value
  }
  return changed
}

/** Puts the ticket into a category, or into none. */
export const setCategory: TicketCommand<{ category: string | null }> = {
  name: 'setCategory',
  action: 'setCategory',
  input: z.strictObject({ category: id.nullable() }),
  needs: ({ category }) => (category === null ? {} : { categories: true }),
  decide(draft, { category: asked }, context) {
    const { stamp, ticket } = draft
    const previous = ticket.category
    const isPast = asked === null || stamp.cause?.kind === 'import'
    const category = isPast ? asked : namedCategory(context.loaded.categories, asked)
    if (typeof category === 'object' && category !== null) return category
    if (category === previous) return DONE
    draft.add({ type: 'ticket.categorized', data: { category, previous } })
    return formRefusal(draft, context) ?? DONE
  },
}
