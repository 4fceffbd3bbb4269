import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import { applyRules } from './apply-rules.js'
import type { CommandContext } from './command.js'
import type { TicketDraft } from './draft.js'
import { reprioritize } from './priority.js'
import { catchUp, type FindPromises, keepPromises, SYSTEM_ACTOR } from './promises.js'
import { priority } from './timed/priority.js'
import type { Look, TimedThing } from './timed/timed-thing.js'
import { TIMED_THINGS } from './timed/timed-things.js'
import { timeout } from './timed/timeout.js'
import { voidWithout } from './void-approvals.js'

/** So much is caught up with at once; a workflow that goes round in circles ends here. */
const MOST_TAKEN = 100

const NOBODY: ReadonlySet<string> = new Set()

/** Between two looks at a priority that does not change. */
export const LEAST_BETWEEN_LOOKS_MS = 1_000

/**
 * Writes what has come due since the ticket was last changed, in the order of its instants: time-outs of the workflow,
 * offers, snoozes and approvals that ended, requests that are overdue, changes of priority, broken promises, steps of
 * ladders. So a log does not depend on who looked first, a worker or a command.
 *
 * @param timeouts - `asked` for the command that is the time-out itself: what is due with it comes after it
 * @param removed - agents who work at the desk no more: nothing that is due relies on their approval
 */
export function catchUpWithTime(
  draft: TicketDraft,
  context: CommandContext,
  find: FindPromises,
  until: Instant,
  timeouts: 'taken' | 'left' | 'asked' = 'taken',
  removed: ReadonlySet<string> = NOBODY,
): void {
  // What has been looked at without a change is not looked at again.
  let priorityAfter = draft.ticket.updatedAt
  let notBefore = priorityAfter
  let refused = timeouts !== 'taken'
  // The time-out is the first of what is due at its instant, whoever takes it.
  const { timeoutAt } = draft.ticket
  const last = timeouts === 'asked' && timeoutAt !== null ? Math.min(until, timeoutAt - 1) : until
  for (let taken = 0; taken < MOST_TAKEN; taken += 1) {
    const look = { after: Math.max(priorityAfter, draft.ticket.updatedAt), notBefore }
    const next = nextDue(draft, context, look, last, refused)
    if (next === null) break
    const { thing } = next
    const known = draft.ticket.version
    catchUp(draft, find(draft.ticket), next.at)
    const { stamp } = draft
    const { stateVersion } = draft.ticket
    const cause = { kind: 'timer', id: thing.key } as const
    draft.stamp = { at: Math.max(next.at, draft.ticket.updatedAt), now: stamp.now, actor: SYSTEM_ACTOR, cause }
    voidWithout(draft, removed)
    const { version } = draft.ticket
    thing.take(draft, context, next.at)
    if (thing === priority) {
      priorityAfter = next.at
      // A policy that names one instant after the other without a change is not asked each millisecond.
      const step = Math.max(LEAST_BETWEEN_LOOKS_MS, Math.floor((until - next.at) / 8))
      notBefore = draft.ticket.version === version ? next.at + step : next.at
    }
    // What refused a time-out now, its own timer tries again and tells of.
    if (thing === timeout && draft.ticket.stateVersion === stateVersion) refused = true
    if (draft.ticket.version !== known) settle(draft, context, find)
    draft.stamp = stamp
  }
  catchUp(draft, find(draft.ticket), until)
  voidWithout(draft, removed)
}

/** What is due first until an instant; at one instant, the first of the list. */
function nextDue(draft: TicketDraft, context: CommandContext, look: Look, until: Instant, withoutTimeout: boolean) {
  let next: { readonly thing: TimedThing; readonly at: Instant } | null = null
  for (const thing of TIMED_THINGS) {
    if ((withoutTimeout && thing === timeout) || thing.isTaken?.(context) === false) continue
    const at = thing.nextAt(draft.ticket, context, look)
    if (at !== null && at <= until && (next === null || at < next.at)) next = { thing, at }
  }
  return next
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
