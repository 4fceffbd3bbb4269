import type { TicketAction } from '../actions/action-types.js'
import type { EventCondition, EventTest } from '../condition/condition-types.js'
import { CARRIERS } from '../condition/read-event.js'
import type { Move } from '../workflow/moves.js'
import type { RuleDefinition } from './rule-types.js'

/** Where events of workflows lead. */
export type Moves = ReadonlyMap<string, readonly Move[]>

const WRITES: { readonly [Name in TicketAction['action']]: readonly string[] } = {
  notify: [],
  effect: [],
  // On other tickets; what comes back from there, the limit of hops ends.
  forChildren: [],
  forParents: [],
  assign: ['ticket.assigned'],
  raisePriority: ['ticket.prioritized'],
  addWatcher: ['ticket.watched'],
  tag: ['ticket.tagged'],
  setFields: ['ticket.updated', 'ticket.prioritized'],
  archive: ['ticket.archived'],
  setCategory: ['ticket.categorized', 'ticket.prioritized'],
  setPriority: ['ticket.prioritized'],
  reply: ['message.added'],
  note: ['message.added'],
  askApproval: ['approval.asked'],
  send: ['ticket.transitioned', 'stage.begun', 'stage.ended', 'ticket.assigned'],
}

/** The events that an action can write on its ticket. */
export function typesOf({ action }: TicketAction): readonly string[] {
  return WRITES[action]
}

/** The events that a rule can write on its ticket. */
export function writtenBy({ actions }: RuleDefinition): ReadonlySet<string> {
  return new Set(actions.flatMap(({ action }) => WRITES[action]))
}

/** The actions of a rule that write one of these events. */
export function actionsThatWrite({ actions }: RuleDefinition, types: ReadonlySet<string>): readonly TicketAction[] {
  return actions.filter(({ action }) => WRITES[action].some((type) => types.has(type)))
}

/** The event by which a rule can set another off; null where it cannot. */
export function linkBetween(rule: RuleDefinition, to: RuleDefinition, moves: Moves): string | null {
  // What rules do, the desk does.
  if (to.by !== null && !to.by.includes('system')) return null
  const by = to.on.find((type) => rule.actions.some(({ action }) => WRITES[action].includes(type)))
  if (by === undefined) return null
  if (to.when === null) return by
  return contradicts(rule.actions, to.when) || leadsElsewhere(rule, to, moves) ? null : by
}

/** Whether a rule sets another off only by moves, messages or changes with which the other does not match. */
function leadsElsewhere(rule: RuleDefinition, { on, when }: RuleDefinition, moves: Moves): boolean {
  const states = when?.state === undefined ? null : [when.state].flat()
  const phases = when?.phase === undefined ? null : [when.phase].flat()
  const { visibility, to, added, removed, changed } = when?.event ?? {}
  const visible = visibility === undefined ? null : [visibility].flat()
  const reached = to === undefined ? null : [to].flat()
  const facts = Object.keys(when?.event ?? {}) as (keyof EventTest)[]
  const triggers = new Set<string>(on)
  return actionsThatWrite(rule, triggers).every((action) => {
    const types = typesOf(action).filter((type) => triggers.has(type))
    if (facts.some((fact) => !types.some((type) => CARRIERS[fact].includes(type)))) return true
    if (action.action === 'note') return visible?.includes('internal') === false
    if (action.action === 'reply') return visible?.includes('public') === false
    if (action.action === 'tag') return tellsOfOthers(action.add, added) || tellsOfOthers(action.remove, removed)
    if (action.action === 'setFields') return tellsOfOthers(Object.keys(action.fields), changed)
    if (action.action !== 'send') return false
    const targets = moves.get(action.event) ?? []
    return targets.every(
      ({ state, phase }) =>
        states?.includes(state) === false || phases?.includes(phase) === false || reached?.includes(state) === false,
    )
  })
}

/** Whether an event wants a change of something that an action does not touch. */
function tellsOfOthers(touched: readonly string[] | undefined, wanted: EventTest['added']): boolean {
  return wanted !== undefined && ![wanted].flat().some((one) => touched?.includes(one))
}

/** Whether a condition cannot hold right after actions: a chain ends there. */
function contradicts(actions: readonly TicketAction[], when: EventCondition): boolean {
  return actions.some((action) => {
    if (action.action === 'setCategory' && when.category !== undefined) {
      return ![when.category].flat().includes(action.category)
    }
    if (action.action === 'assign' && action.team !== undefined && when.team !== undefined) {
      return ![when.team].flat().includes(action.team)
    }
    if (action.action === 'setFields') {
      return Object.entries(action.fields).some(([name, value]) => isOther(when.fields?.[name], value))
    }
    if (action.action === 'tag') {
      const forbidden = when.not?.tag === undefined || Object.keys(when.not).length > 1 ? [] : [when.not.tag].flat()
      const wanted = when.tag === undefined ? [] : [when.tag].flat()
      const removed = action.remove ?? []
      return (
        (action.add ?? []).some((tag) => forbidden.includes(tag)) ||
        (wanted.length > 0 && wanted.every((tag) => removed.includes(tag)))
      )
    }
    return false
  })
}

/** Whether a field that is set so cannot be what a condition wants: one value, or one of several. */
function isOther(wanted: unknown, value: unknown): boolean {
  const scalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one)
  const values = [wanted].flat()
  return wanted !== undefined && values.every(scalar) && scalar(value) && !values.includes(value)
}
