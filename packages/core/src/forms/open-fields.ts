import type { CategoryTree } from '../categories/category-tree.js'
import type { InputIssue } from '../kernel/error.js'
import type { TicketRecord } from '../store/record-types.js'
import { formOf } from './form-of.js'
import type { Form, FormField } from './form-types.js'

/** The fields that the ticket's form requires and that have no value. */
export function openFields(
  forms: ReadonlyMap<string, Form>,
  tree: CategoryTree,
  ticket: TicketRecord,
): readonly FormField[] {
  const form = formOf(forms, tree, ticket.category)
  return form ? openFieldsOf(form, ticket) : []
}

/** The fields that a form requires and that have no value on the ticket. */
export function openFieldsOf(form: Form, ticket: TicketRecord): readonly FormField[] {
  return [...form.fields.values()].filter(
    (field) => field.required && field.isVisible(ticket) && !hasValue(ticket, field.name),
  )
}

/** What of a requester's values the form does not take, each with its path. `ticket` is what it would be with them. */
export function unaskedIssues(form: Form, ticket: TicketRecord, given: unknown): readonly InputIssue[] {
  const asked = [...form.fields.values()].filter((field) => !field.agentOnly)
  const visible = asked.filter((field) => field.isVisible(ticket)).map(({ name }) => name)
  return Object.entries(given ?? {}).flatMap(([name, value]): InputIssue[] => {
    if (value === undefined || visible.includes(name)) return []
    // What went out of sight may be emptied.
    if (value === null && asked.some((field) => field.name === name)) return []
    const listed = visible.join(', ') || 'none'
    const message = `is not asked for in the category ${ticket.category}; its fields are ${listed}`
    return [{ path: ['fields', name], code: 'not_in_form', message }]
  })
}

/** What of a requester's values is for those who work at the desk alone, where no form says what is asked for. */
export function closedIssues(closed: ReadonlySet<string>, given: unknown): readonly InputIssue[] {
  const names = Object.entries(given ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const message = 'is set by those who work at the desk alone; leave it out'
  return names
    .filter((name) => closed.has(name))
    .map((name) => ({ path: ['fields', name], code: 'not_in_form', message }))
}

/** The issues of required fields that a requester left open. */
export function openIssues(fields: readonly FormField[]): readonly InputIssue[] {
  return fields
    .filter((field) => !field.agentOnly)
    .map(({ name }) => ({ path: ['fields', name], code: 'required', message: 'is required; fill it in' }))
}

function hasValue({ fields, personal }: TicketRecord, name: string): boolean {
  const values = Object.hasOwn(personal, name) ? personal : fields
  const value = Object.hasOwn(values, name) ? values[name] : null
  return value !== null && value !== undefined && value !== ''
}
