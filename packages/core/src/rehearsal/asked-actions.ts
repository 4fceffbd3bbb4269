import type { TicketAction } from '../actions/action-types.js'
import { DocketError } from '../kernel/error.js'
import type { RulesEvaluated } from '../rules/rule-types.js'
import type { EventRecord } from '../store/record-types.js'
import { settle } from '../ticket/catch-up.js'
import type { CommandContext } from '../ticket/command.js'
import { commandOf } from '../ticket/commands/of-action.js'
import { manualDecision } from '../ticket/decisions.js'
import type { TicketDraft } from '../ticket/draft.js'
import { MOST_HOPS } from '../ticket/hops.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { isRefusal } from '../ticket/refusal.js'

/** What a rehearsal does of that which rules leave to the outbox: what changes the ticket and needs no directory. */
export function isRehearsed(action: TicketAction): boolean {
  if (action.action === 'assign') return action.to === undefined
  return action.action === 'setCategory'
}

/**
 * Does what rules asked for among a draft's events from a place on, each as a command of its own, as a worker does at once;
 * what that sets off, too.
 *
 * @param onFailed - is told what could not be done
 */
export function doAsked(
  draft: TicketDraft,
  from: number,
  context: CommandContext,
  onFailed: (rule: string, action: TicketAction) => void,
): void {
  // What is done is added to the same list.
  for (let index = from; index < draft.events.length; index += 1) {
    const event = draft.events[index]
    if (event?.type !== 'rules.evaluated') continue
    const { matched, hops } = event.data as unknown as RulesEvaluated
    if (hops + 1 > MOST_HOPS) continue
    for (const { rule, asks } of matched) {
      for (const action of asks.filter(isRehearsed)) {
        if (!doOne(draft, action, event, hops + 1, context)) onFailed(rule, action)
      }
    }
  }
}

/** Whether it could be done. */
function doOne(
  draft: TicketDraft,
  action: TicketAction,
  asked: EventRecord,
  hops: number,
  context: CommandContext,
): boolean {
  const { stamp } = draft
  const at = Math.max(asked.occurredAt, draft.ticket.updatedAt)
  const cause = { kind: 'effect', id: `${draft.ticketId}.${asked.seq}`, hops } as const
  draft.stamp = { at, now: at, actor: SYSTEM_ACTOR, cause }
  try {
    if (action.action === 'assign') assign(draft, action)
    else if (action.action === 'setCategory') {
      const { command, input } = commandOf(action)
      if (isRefusal(command.decide(draft, input, context))) return false
    }
    settle(draft, context, context.find)
    return true
  } catch (error) {
    if (!DocketError.is(error)) throw error
    return false
  } finally {
    draft.stamp = stamp
  }
}

/** Whether the directory has whom it names, a rehearsal does not ask. */
function assign(draft: TicketDraft, action: TicketAction & { readonly action: 'assign' }): void {
  const { ticket, stamp } = draft
  const assignee = action.agent ?? null
  const team = action.team ?? ticket.team
  if (assignee === ticket.assignee && team === ticket.team) return
  const previous = { previousAssignee: ticket.assignee, previousTeam: ticket.team }
  const decision = manualDecision(stamp, { code: 'assigned', agent: assignee, team })
  draft.add({ type: 'ticket.assigned', data: { assignee, team, ...previous, decision } })
}
