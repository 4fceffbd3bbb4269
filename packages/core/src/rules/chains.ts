import type { TicketAction } from '../actions/action-types.js'
import type { Condition } from '../condition/condition-types.js'
import type { Move } from '../workflow/moves.js'
import type { RuleDefinition } from './rule-types.js'

/** Where events of workflows lead. */
type Moves = ReadonlyMap<string, readonly Move[]>

/** One rule of a chain, and the event by which it sets the next one off. */
export interface ChainLink {
  readonly rule: string
  readonly by: string
}

/** The events that an action can write on its ticket. */
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
  send: ['ticket.transitioned', 'stage.begun', 'stage.ended', 'ticket.assigned'],
}

/**
 * The chains in which rules set each other off and nothing ends it: some action of the chain makes an event every time, or
 * two undo each other, and no condition contradicts what the rule before has done. A finding of the definitions alone; at
 * run time a limit of hops ends whatever is left.
 */
export function endlessChains(rules: readonly RuleDefinition[], moves: Moves): readonly (readonly ChainLink[])[] {
  const next = new Map(rules.map((rule) => [rule, edgesOf(rule, rules, moves)]))
  const reached = new Map(rules.map((rule) => [rule, reachedFrom(rule, next)]))
  const placed = new Set<RuleDefinition>()
  return rules.flatMap((rule) => {
    if (placed.has(rule) || !reached.get(rule)?.has(rule)) return []
    const chain = rules.filter((other) => reached.get(rule)?.has(other) && reached.get(other)?.has(rule))
    for (const one of chain) placed.add(one)
    if (!goesOn(chain)) return []
    const linkOf = (one: RuleDefinition): ChainLink => {
      const edge = next.get(one)?.find(({ to }) => chain.includes(to))
      return { rule: one.id, by: edge?.by ?? '' }
    }
    return [chain.map(linkOf)]
  })
}

interface Edge {
  readonly to: RuleDefinition
  readonly by: string
}

function edgesOf(rule: RuleDefinition, rules: readonly RuleDefinition[], moves: Moves): readonly Edge[] {
  const written = new Set(rule.actions.flatMap((action) => WRITES[action.action]))
  return rules.flatMap((to) => {
    const by = to.on.find((type) => written.has(type))
    // What rules do, the desk does.
    if (by === undefined || (to.by !== null && !to.by.includes('system'))) return []
    if (to.when === null) return [{ to, by }]
    return contradicts(rule.actions, to.when) || leadsElsewhere(rule, to, moves) ? [] : [{ to, by }]
  })
}

/** The rules that a rule sets off, one after the other. */
function reachedFrom(
  rule: RuleDefinition,
  next: ReadonlyMap<RuleDefinition, readonly Edge[]>,
): ReadonlySet<RuleDefinition> {
  const reached = new Set<RuleDefinition>()
  const open = [rule]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const { to } of next.get(one) ?? []) {
      if (reached.has(to)) continue
      reached.add(to)
      open.push(to)
    }
  }
  return reached
}

/** Whether a chain can go round again: what is set to the same each time makes no event the second time. */
function goesOn(rules: readonly RuleDefinition[]): boolean {
  const triggers = new Set<string>(rules.flatMap(({ on }) => on))
  const actions = rules.flatMap((rule) =>
    rule.actions.filter(({ action }) => WRITES[action].some((type) => triggers.has(type))),
  )
  if (actions.some(({ action }) => ALWAYS_WRITES.has(action))) return true
  const set = new Map<string, string>()
  for (const action of actions) {
    for (const [what, to] of settings(action)) {
      if ((set.get(what) ?? to) !== to) return true
      set.set(what, to)
    }
  }
  return false
}

/** What makes an event each time that it is done. */
const ALWAYS_WRITES: ReadonlySet<string> = new Set(['send', 'reply', 'note', 'setPriority'])

function settings(action: TicketAction): readonly (readonly [string, string])[] {
  if (action.action === 'tag') {
    return [
      ...(action.add ?? []).map((tag) => [`tag ${tag}`, 'add'] as const),
      ...(action.remove ?? []).map((tag) => [`tag ${tag}`, 'remove'] as const),
    ]
  }
  if (action.action === 'setFields') {
    return Object.entries(action.fields).map(([name, value]) => [`field ${name}`, JSON.stringify(value)] as const)
  }
  if (action.action === 'setCategory') return [['category', JSON.stringify(action.category)]]
  if (action.action === 'assign') return [['assignee', JSON.stringify(action)]]
  return []
}

/** Whether a rule sets another off by moving the ticket alone, and only to states in which the other does not match. */
function leadsElsewhere({ actions }: RuleDefinition, { on, when }: RuleDefinition, moves: Moves): boolean {
  const states = when?.state === undefined ? null : [when.state].flat()
  const phases = when?.phase === undefined ? null : [when.phase].flat()
  const causes = actions.filter(({ action }) => WRITES[action].some((type) => on.some((trigger) => trigger === type)))
  return causes.every((action) => {
    if (action.action !== 'send') return false
    const targets = moves.get(action.event) ?? []
    return targets.every(({ state, phase }) => states?.includes(state) === false || phases?.includes(phase) === false)
  })
}

/** Whether a condition cannot hold right after actions: a chain ends there. */
function contradicts(actions: readonly TicketAction[], when: Condition): boolean {
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
