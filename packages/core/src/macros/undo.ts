import type { JsonObject } from '../kernel/json.js'
import { canonicalJson } from '../kernel/json.js'
import type { TicketFlow, TicketRecord } from '../store/record-types.js'
import type { MacroStep } from './macro-types.js'

/** What undoes steps, and which of them stay. */
export interface Undoing {
  readonly undo: readonly MacroStep[]
  readonly stays: readonly string[]
}

const REVERSIBLE: ReadonlySet<string> = new Set(['tag', 'setFields', 'setCategory', 'setPriority', 'assign'])

/** The steps that bring a ticket back to what it was before others, as far as a step has an inverse. */
export function undoOf(steps: readonly MacroStep[], before: TicketRecord, after: TicketRecord): Undoing {
  const did = (action: MacroStep['action']) => steps.some((step) => step.action === action)
  const undo = [
    ...(did('tag') ? tagsBack(before, after) : []),
    ...(did('setFields') ? fieldsBack(before, after) : []),
    ...(did('setCategory') && before.category !== after.category
      ? [{ action: 'setCategory', category: before.category } as const]
      : []),
    ...(did('setPriority') ? priorityBack(before, after) : []),
    ...(did('assign') ? assignBack(before, after) : []),
  ]
  const undone = new Set<string>(undo.map(({ action }) => action))
  const lost = (step: MacroStep) => {
    const { action } = step
    if (action === 'check' || action === 'askApproval') return backOf(step, before, after) === 'none'
    return !REVERSIBLE.has(action) || (!undone.has(action) && differs(action, before, after))
  }
  const back = steps.flatMap((step) => {
    const found = backOf(step, before, after)
    return typeof found === 'string' ? [] : [found]
  })
  return { undo: [...back.reverse(), ...undo], stays: steps.filter(lost).map(({ action }) => action) }
}

/** The step that takes back a check or a question; `none` where nothing does, `unneeded` where nothing was changed. */
function backOf(step: MacroStep, before: TicketRecord, after: TicketRecord): MacroStep | 'none' | 'unneeded' {
  if (step.action === 'check') {
    // The checks of a stage end with it.
    if (before.flow.stage?.number !== after.flow.stage?.number) return 'none'
    const [was, is] = [checkOf(before.flow, step.item), checkOf(after.flow, step.item)]
    if (canonicalJson(was as never) === canonicalJson(is as never)) return 'unneeded'
    // A second person's word cannot be taken back alone.
    return was === null && is !== null ? { action: 'uncheck', item: step.item } : 'none'
  }
  if (step.action !== 'askApproval') return 'unneeded'
  const [was, is] = [approvalOf(before.flow, step.approval), approvalOf(after.flow, step.approval)]
  if (was?.round === is?.round) return 'unneeded'
  // What was given before it was asked for anew, nobody gives back.
  return is?.state === 'open' && was?.state !== 'approved'
    ? { action: 'withdrawApproval', approval: step.approval }
    : 'none'
}

function checkOf({ checks = {} }: TicketFlow, item: string) {
  return (Object.hasOwn(checks, item) && checks[item]) || null
}

function approvalOf({ approvals = {} }: TicketFlow, approval: string) {
  return Object.hasOwn(approvals, approval) ? approvals[approval] : undefined
}

function tagsBack(before: TicketRecord, after: TicketRecord): MacroStep[] {
  const remove = after.tags.filter((tag) => !before.tags.includes(tag))
  const add = before.tags.filter((tag) => !after.tags.includes(tag))
  if (add.length + remove.length === 0) return []
  return [{ action: 'tag', ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) }]
}

function fieldsBack(before: TicketRecord, after: TicketRecord): MacroStep[] {
  const was: JsonObject = { ...before.fields, ...before.personal }
  const is: JsonObject = { ...after.fields, ...after.personal }
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  const changed = names.filter((name) => canonicalJson(was[name] ?? null) !== canonicalJson(is[name] ?? null))
  if (changed.length === 0) return []
  return [{ action: 'setFields', fields: Object.fromEntries(changed.map((name) => [name, was[name] ?? null])) }]
}

/** A level that was held comes back; else the policy decides again. One that was held for a time cannot be held so again. */
function priorityBack(before: TicketRecord, after: TicketRecord): MacroStep[] {
  const was = before.decisions.priority
  if (!differs('setPriority', before, after) || was?.until !== undefined) return []
  const held = was?.policy === 'manual' || was?.policy === 'raised'
  return [{ action: 'setPriority', priority: held ? before.priority : null }]
}

/** Whether something is left that a step has changed and nothing brings back. */
function differs(action: MacroStep['action'], before: TicketRecord, after: TicketRecord): boolean {
  if (action === 'assign') return before.assignee !== after.assignee || before.team !== after.team
  if (action !== 'setPriority') return false
  return canonicalJson(before.decisions.priority as never) !== canonicalJson(after.decisions.priority as never)
}

function assignBack({ assignee, team }: TicketRecord, after: TicketRecord): MacroStep[] {
  if (assignee === after.assignee && team === after.team) return []
  // Nothing takes a team from a ticket again.
  if ((assignee === null && team === null) || (team === null && after.team !== null)) return []
  return [{ action: 'assign', ...(assignee !== null && { agent: assignee }), ...(team !== null && { team }) }]
}
