import type { RulesEvaluated } from '../rules/rule-types.js'
import type { EventRecord } from '../store/record-types.js'
import type { MacroStep } from './macro-types.js'

/** What a rule did because of steps, which undoing them leaves as it is. */
export interface DoneByRule {
  readonly rule: string
  /** The types of what it wrote into the ticket's log, each once, in order. */
  readonly events: readonly string[]
  /** What it asked of others, such as `notify`, each once, in order. */
  readonly asks: readonly string[]
}

/** The event that each step which can be undone makes. */
const UNDONE: Partial<Record<MacroStep['action'], string>> = {
  tag: 'ticket.tagged',
  setFields: 'ticket.updated',
  setCategory: 'ticket.categorized',
  setPriority: 'ticket.prioritized',
  assign: 'ticket.assigned',
}

/** What rules did by a ticket's events, without what the steps of an undoing bring back with the rest. */
export function doneByRules(events: readonly EventRecord[], undo: readonly MacroStep[]): readonly DoneByRule[] {
  const undone = new Set(undo.map(({ action }) => UNDONE[action]))
  const rules = new Map<string, { readonly events: Set<string>; readonly asks: Set<string> }>()
  const of = (rule: string) => {
    const known = rules.get(rule) ?? { events: new Set<string>(), asks: new Set<string>() }
    rules.set(rule, known)
    return known
  }
  for (const { type, cause, data } of events) {
    if (type === 'rules.evaluated') {
      for (const { rule, asks } of (data as unknown as RulesEvaluated).matched) {
        for (const { action } of asks) of(rule).asks.add(action)
      }
    } else if (cause?.kind === 'rule' && !undone.has(type)) of(cause.id).events.add(type)
  }
  return [...rules].map(([rule, done]) => ({ rule, events: [...done.events], asks: [...done.asks] }))
}
