import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import { dueRules, RULE_TIMER } from '../rules/rule-set.js'
import { nextMomentAt } from '../sla/moments.js'
import { applyDueRules, applyRules } from './apply-rules.js'
import { APPROVAL_TIMER, nextApprovalExpiry } from './approval-expiry.js'
import type { CommandContext } from './command.js'
import { takeTimeout } from './commands/send.js'
import { wake } from './commands/snooze.js'
import type { TicketDraft } from './draft.js'
import { endHeldPriority, isHeld, nextChangeAfter, reprioritize } from './priority.js'
import { catchUp, type FindPromises, keepPromises, SLA_TIMER, SYSTEM_ACTOR } from './promises.js'
import { dueRequest } from './request-timer.js'

/** So much is caught up with at once; a workflow that goes round in circles ends here. */
const MOST_TAKEN = 100

/** Between two looks at a priority that does not change. */
export const LEAST_BETWEEN_LOOKS_MS = 1_000

/** Something that is due on a ticket by itself, and what it does. */
interface Due {
  readonly at: Instant
  readonly timer: string
  readonly take: () => void
}

/**
 * Writes what has come due since the ticket was last changed, in the order of its instants: time-outs of the workflow,
 * offers, snoozes and approvals that ended, requests that are overdue, changes of priority, broken promises, steps of
 * ladders. So a log does not depend on who looked first, a worker or a command.
 *
 * @param timeouts - false for the command that is the time-out itself
 */
export function catchUpWithTime(
  draft: TicketDraft,
  context: CommandContext,
  find: FindPromises,
  until: Instant,
  timeouts = true,
): void {
  // What has been looked at without a change is not looked at again.
  let priorityAfter = draft.ticket.updatedAt
  let notBefore = priorityAfter
  let refused = !timeouts
  for (let taken = 0; taken < MOST_TAKEN; taken += 1) {
    const dues = [
      refused ? null : dueTimeout(draft, context),
      dueOffer(draft),
      dueRequest(draft),
      dueSnooze(draft),
      dueApproval(draft),
      duePriority(draft, context.model, find, Math.max(priorityAfter, draft.ticket.updatedAt), notBefore),
      dueRule(draft, context),
      dueMoment(draft, context, find),
    ].filter((due) => due !== null && due.at <= until)
    const [next] = dues.sort((a, b) => (a?.at ?? 0) - (b?.at ?? 0))
    if (!next) break
    const known = draft.ticket.version
    catchUp(draft, find(draft.ticket), next.at)
    const { stamp } = draft
    const { version, stateVersion } = draft.ticket
    const cause = { kind: 'timer', id: next.timer } as const
    draft.stamp = { at: Math.max(next.at, draft.ticket.updatedAt), now: stamp.now, actor: SYSTEM_ACTOR, cause }
    next.take()
    if (next.timer === 'priority') {
      priorityAfter = next.at
      // A policy that names one instant after the other without a change is not asked each millisecond.
      const step = Math.max(LEAST_BETWEEN_LOOKS_MS, Math.floor((until - next.at) / 8))
      notBefore = draft.ticket.version === version ? next.at + step : next.at
    }
    // What refused a time-out now, its own timer tries again and tells of.
    if (next.timer === 'timeout' && draft.ticket.stateVersion === stateVersion) refused = true
    if (draft.ticket.version !== known) settle(draft, context, find)
    draft.stamp = stamp
  }
  catchUp(draft, find(draft.ticket), until)
}

/**
 * Brings a ticket to rest after a change: promises and priority in line with it, and the rules that it set off, which may
 * change the ticket again.
 */
export function settle(draft: TicketDraft, context: CommandContext, find: FindPromises): void {
  const { model } = context
  bringInLine(draft, model, find)
  for (let hops = draft.stamp.cause?.hops ?? 0; ; hops += 1) {
    const fresh = draft.events.slice(draft.ruled)
    draft.ruled = draft.events.length
    if (fresh.length === 0 || model.rules.byTrigger.size === 0) return
    if (!applyRules(draft, fresh, hops, context)) return
    bringInLine(draft, model, find)
  }
}

/**
 * Brings promises and priority in line with what was changed. Each looks at the other: a level can shorten a promise, and
 * a shorter promise raise the level; there are only so many levels.
 */
export function bringInLine(draft: TicketDraft, model: DeskModel, find: FindPromises): void {
  for (const _ of model.priority.levels) {
    keepPromises(draft, model, find)
    const { version } = draft.ticket
    reprioritize(draft, model, find)
    if (draft.ticket.version === version) return
  }
  keepPromises(draft, model, find)
}

function dueTimeout(draft: TicketDraft, context: CommandContext): Due | null {
  const { timeoutAt, updatedAt } = draft.ticket
  // What has been touched since then refused it then, and leaves it to its timer.
  if (timeoutAt === null || updatedAt > timeoutAt) return null
  const take = () => {
    try {
      takeTimeout(draft, context)
    } catch {
      // A guard that throws is the timer's to report; whoever works on the ticket is not to suffer from it.
    }
  }
  return { at: timeoutAt, timer: 'timeout', take }
}

function dueRule(draft: TicketDraft, context: CommandContext): Due | null {
  const due = dueRules(draft.ticket, context.model.rules)
  const [first] = due
  if (!first) return null
  const at = Math.max(first.at, draft.ticket.createdAt)
  const take = () => {
    const together = due.filter((one) => one.at === first.at)
    applyDueRules(draft, together, context)
  }
  return { at, timer: RULE_TIMER, take }
}

/** Rules that wait for a broken promise, or a step of a ladder, are set off at its instant. */
function dueMoment(draft: TicketDraft, { model: { rules } }: CommandContext, find: FindPromises): Due | null {
  if (!SLA_EVENTS.some((type) => rules.byTrigger.has(type))) return null
  const at = nextMomentAt(draft.ticket, find(draft.ticket))
  return at === null ? null : { at, timer: SLA_TIMER, take: () => catchUp(draft, find(draft.ticket), at) }
}

const SLA_EVENTS = ['sla.breached', 'sla.escalated']

function dueOffer(draft: TicketDraft): Due | null {
  const { offer } = draft.ticket
  if (offer === null) return null
  const take = () => draft.add({ type: 'offer.expired', data: { agent: offer.agent } })
  return { at: offer.until, timer: 'offer', take }
}

function dueApproval(draft: TicketDraft): Due | null {
  const next = nextApprovalExpiry(draft.ticket)
  if (next === null) return null
  const take = () => draft.add({ type: 'approval.expired', data: { approval: next.approval } })
  return { at: next.at, timer: APPROVAL_TIMER, take }
}

function dueSnooze(draft: TicketDraft): Due | null {
  const { snoozedUntil } = draft.ticket.flow
  if (snoozedUntil === undefined) return null
  return { at: snoozedUntil, timer: 'snooze', take: () => wake(draft, 'time') }
}

function duePriority(
  draft: TicketDraft,
  model: DeskModel,
  find: FindPromises,
  after: Instant,
  notBefore: Instant,
): Due | null {
  const { ticket } = draft
  const until = ticket.decisions.priority?.until
  if (until !== undefined) return { at: until, timer: 'priority', take: () => endHeldPriority(draft, model, find) }
  if (isHeld(ticket.decisions.priority)) return null
  const at = nextChangeAfter(ticket, model, after, find)
  const take = () => reprioritize(draft, model, find)
  return at === null ? null : { at: Math.max(at, notBefore), timer: 'priority', take }
}
