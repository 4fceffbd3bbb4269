import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import { dueRules, RULE_TIMER } from '../rules/rule-set.js'
import { nextMomentAt } from '../sla/moments.js'
import { applyDueRules } from './apply-rules.js'
import { APPROVAL_TIMER, nextApprovalExpiry } from './approval-expiry.js'
import type { CommandContext } from './command.js'
import { takeTimeout } from './commands/send.js'
import { wake } from './commands/snooze.js'
import type { TicketDraft } from './draft.js'
import { endHeldPriority, isHeld, nextChangeAfter, reprioritize } from './priority.js'
import { catchUp, type FindPromises, SLA_TIMER } from './promises.js'

/** Something that is due on a ticket by itself, and what it does. */
export interface Due {
  readonly at: Instant
  readonly timer: string
  readonly take: () => void
}

/** The time-out of the ticket's state. */
export function dueTimeout(draft: TicketDraft, context: CommandContext): Due | null {
  const { timeoutAt, updatedAt, flow } = draft.ticket
  // What has been touched since then refused it then, and leaves it to its timer.
  // What was merged goes on in another ticket.
  if (timeoutAt === null || updatedAt > timeoutAt || flow.mergedInto !== undefined) return null
  const take = () => {
    try {
      takeTimeout(draft, context)
    } catch {
      // A guard that throws is the timer's to report; whoever works on the ticket is not to suffer from it.
    }
  }
  return { at: timeoutAt, timer: 'timeout', take }
}

/** The earliest rules of time, all of one instant together. */
export function dueRule(draft: TicketDraft, context: CommandContext): Due | null {
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
export function dueMoment(draft: TicketDraft, { model: { rules } }: CommandContext, find: FindPromises): Due | null {
  if (!SLA_EVENTS.some((type) => rules.byTrigger.has(type))) return null
  const at = nextMomentAt(draft.ticket, find(draft.ticket))
  return at === null ? null : { at, timer: SLA_TIMER, take: () => catchUp(draft, find(draft.ticket), at) }
}

const SLA_EVENTS = ['sla.breached', 'sla.escalated']

/** The end of an offer that nobody answered. */
export function dueOffer(draft: TicketDraft): Due | null {
  const { offer } = draft.ticket
  if (offer === null) return null
  const take = () => draft.add({ type: 'offer.expired', data: { agent: offer.agent } })
  return { at: offer.until, timer: 'offer', take }
}

/** The end of an approval that nobody decided. */
export function dueApproval(draft: TicketDraft): Due | null {
  const next = nextApprovalExpiry(draft.ticket)
  if (next === null) return null
  const take = () => draft.add({ type: 'approval.expired', data: { approval: next.approval } })
  return { at: next.at, timer: APPROVAL_TIMER, take }
}

/** The end of a snooze. */
export function dueSnooze(draft: TicketDraft): Due | null {
  const { snoozedUntil } = draft.ticket.flow
  if (snoozedUntil === undefined) return null
  return { at: snoozedUntil, timer: 'snooze', take: () => wake(draft, 'time') }
}

/** The end of a priority that a person set for a time, or the next change of what the policy says. */
export function duePriority(
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
