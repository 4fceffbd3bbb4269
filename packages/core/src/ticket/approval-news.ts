import type { AgentRecipient, TicketAction } from '../actions/action-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { ActorReference, ApprovalState, EventRecord, TicketView } from '../store/record-types.js'
import type { TicketDraft } from './draft.js'
import type { TicketEvent } from './event-types.js'
import { evolve } from './evolve.js'
import type { VoidedApproval } from './void-approvals.js'

/** Who is told of what happens to an approval: those who are asked, in the end whoever asked, and both when it is void. */
export function approvalNews(draft: TicketDraft, event: EventRecord): readonly TicketAction[] {
  const { type, data } = event as unknown as TicketEvent
  if (type === 'approval.asked') return toAgents(data.approvers.map(byId), 'approval.asked')
  if (type === 'approval.delegated') return toAgents([byId(data.to)], 'approval.asked')
  if (type === 'approval.voided') return toAgents(concernedBy(draft, event, data), 'approval.voided')
  const state = outcomeOf(draft, event)
  return state ? toAgents([asker(state.askedBy)], 'approval.decided') : []
}

/** Whoever asked, and who waited to answer; nobody who has left. */
function concernedBy(
  draft: TicketDraft,
  { seq }: EventRecord,
  { approval, agent }: VoidedApproval,
): readonly AgentRecipient[] {
  const state = viewAt(draft, seq - 1)?.flow.approvals?.[approval]
  if (state === undefined) return []
  const asked = state.state === 'open' ? state.approvers : []
  return [
    ...(state.askedBy.id === agent ? [] : [asker(state.askedBy)]),
    ...asked.filter((one) => one !== agent).map(byId),
  ]
}

/** What else the news of an approval's end says than its event: how it ended. */
export function approvalOutcome(draft: TicketDraft, event: EventRecord): JsonObject {
  const state = outcomeOf(draft, event)
  return state ? { state: state.state } : {}
}

const ENDS: ReadonlySet<string> = new Set(['approval.given', 'approval.refused', 'approval.expired'])

/** How the approval stands that an event has ended; null when it has ended none. */
function outcomeOf(draft: TicketDraft, { type, seq, data }: EventRecord): ApprovalState | null {
  if (!ENDS.has(type)) return null
  // As of the event: what follows in the same commit may have begun anew.
  const state = viewAt(draft, seq)?.flow.approvals?.[data['approval'] as string]
  return state && state.state !== 'open' ? state : null
}

/** The ticket as it was after an event of the draft. */
function viewAt(draft: TicketDraft, seq: number): TicketView | null {
  let view: TicketView | null = draft.before
  for (const event of draft.events) {
    if (event.seq <= seq) view = evolve(view, event as unknown as TicketEvent)
  }
  return view
}

const byId = (agent: string): AgentRecipient => ({ agent })

/** Of what a rule has asked for hears whoever answers for the whole. */
function asker({ type, id }: ActorReference): AgentRecipient {
  return type === 'system' ? 'coordinator' : { agent: id }
}

function toAgents(to: readonly AgentRecipient[], kind: string): readonly TicketAction[] {
  return [{ action: 'notify', to, kind }]
}
