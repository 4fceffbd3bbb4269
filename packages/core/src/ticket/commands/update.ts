import * as z from 'zod'
import { jsonInput } from '../../fields/json-input.js'
import { id, invalidInput, text } from '../../kernel/input.js'
import type { Json, JsonObject } from '../../kernel/json.js'
import { canonicalJson } from '../../kernel/json.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'
import { askPriority, manualDecision, policyTicket, reprioritize } from '../decisions.js'
import { refuse } from '../refusal.js'

/** Changes the subject and custom fields; null removes a field. The priority policy is asked again. */
export const update: TicketCommand<{ subject?: string | undefined; fields?: unknown }> = {
  name: 'update',
  action: 'update',
  input: z.strictObject({ subject: text(LIMITS.subject).optional(), fields: jsonInput.optional() }),
  decide(draft, input, { model }) {
    const { ticket } = draft
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
    if (Object.keys(fields).length + removed.length + Object.keys(revisions).length === 0) return DONE
    draft.add({ type: 'ticket.updated', data: { fields, removed, revisions } })
    reprioritize(draft, model)
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

/** Sets the priority by hand, or gives it back to the policy with null. */
export const setPriority: TicketCommand<{ priority: string | null }> = {
  name: 'setPriority',
  action: 'setPriority',
  input: z.strictObject({ priority: id.nullable() }),
  decide(draft, { priority }, { model }) {
    if (priority === null) {
      const answer = askPriority(policyTicket(draft.ticket, model), model, draft.stamp)
      draft.add({ type: 'ticket.prioritized', data: answer })
      return DONE
    }
    const rank = model.priority.levels.indexOf(priority) + 1
    if (rank === 0) {
      return refuse('COMMAND_REFUSED', `The priority must be one of ${model.priority.levels.join(', ')}.`, {
        code: 'priority-unknown',
        levels: model.priority.levels,
      })
    }
    draft.add({
      type: 'ticket.prioritized',
      data: { priority, rank, decision: manualDecision(draft.stamp, { code: 'set', priority }) },
    })
    return DONE
  },
}

/** Raises the priority by one level, or to a level; never lowers it. It then stays until a person changes it. */
export const raisePriority: TicketCommand<{ to?: string | undefined }> = {
  name: 'raisePriority',
  action: 'setPriority',
  input: z.strictObject({ to: id.optional() }),
  decide(draft, { to }, { model }) {
    const { levels } = model.priority
    const { priorityRank, priority: from } = draft.ticket
    const rank = to === undefined ? Math.max(1, priorityRank - 1) : levels.indexOf(to) + 1
    const priority = levels[rank - 1]
    if (priority === undefined || rank >= priorityRank) return DONE
    const decision = { ...manualDecision(draft.stamp, { code: 'raised', from, to: priority }), policy: 'raised' }
    draft.add({ type: 'ticket.prioritized', data: { priority, rank, decision } })
    return DONE
  },
}

/** Puts the ticket into a category, or into none. The priority policy is asked again. */
export const setCategory: TicketCommand<{ category: string | null }> = {
  name: 'setCategory',
  action: 'setCategory',
  input: z.strictObject({ category: id.nullable() }),
  decide(draft, { category }, { model }) {
    const previous = draft.ticket.category
    if (category === previous) return DONE
    draft.add({ type: 'ticket.categorized', data: { category, previous } })
    reprioritize(draft, model)
    return DONE
  },
}
