import { dueRules } from '../../rules/timed-rules.js'
import { applyDueRules } from '../apply-rules.js'
import type { TimedThing } from './timed-thing.js'

/** The earliest rules of time, all of one instant together. */
export const rule: TimedThing = {
  key: 'rule',
  nextAt(ticket, { model: { rules } }) {
    const [first] = dueRules(ticket, rules)
    return first ? Math.max(first.at, ticket.createdAt) : null
  },
  take(draft, context) {
    const due = dueRules(draft.ticket, context.model.rules)
    if (due.length > 0) applyDueRules(draft, due, context)
  },
  timer: {
    isLeft: true,
    data(ticket, { model: { rules } }) {
      const [first] = dueRules(ticket, rules)
      return first ? { rule: first.rule.definition.id } : {}
    },
    // Imports set no timer of a rule, nor does a node that does not know it.
    noted: {
      read: ({ ruleTimerAt }) => ruleTimerAt ?? null,
      write: (draft, at) => draft.setRuleTimerAt(at),
    },
    isKnown(data, { model: { rules } }) {
      const { rule: id } = data
      return typeof id !== 'string' || rules.timed.ids.has(id)
    },
  },
}
