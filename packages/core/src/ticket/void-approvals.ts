import type { ApprovalState, TicketView } from '../store/record-types.js'
import type { WorkflowDefinition } from '../workflow/definition-types.js'
import { presentStage } from '../workflow/requirements.js'
import { approvalsAhead } from './approvals-ahead.js'
import type { TicketDraft } from './draft.js'
import type { EventDraft } from './event-types.js'
import { isActive } from './facts.js'
import type { ApprovalVoid, FlowEventData } from './flow-events.js'
import { SYSTEM_ACTOR } from './promises.js'

/** An approval that counts no more, and why. */
export type VoidedApproval = FlowEventData['approval.voided']

type Test = (approval: ApprovalState) => boolean

const NO_NAMES: ReadonlySet<string> = new Set()
const NONE: readonly VoidedApproval[] = []
const isOpen: Test = ({ state }) => state === 'open'
const isLive: Test = ({ state }) => state === 'open' || state === 'approved'
/** Somebody has approved of it, so that it is to stay what it was. */
const isGiven: Test = (approval) => isLive(approval) && approval.approvedBy.length > 0

/** The approvals that an event makes void, in the order of their names. `before` is the ticket without the event. */
export function voidedBy({ flow, phase }: TicketView, event: EventDraft): readonly VoidedApproval[] {
  const { approvals } = flow
  if (approvals === undefined) return NONE
  const all = (code: ApprovalVoid, test: Test) => voided(approvals, (one) => (test(one) ? { code } : null))
  const { type, data } = event
  if (type === 'ticket.updated') {
    const personal = Object.keys(data.revisions).map((name) => name.replace(/^field:/, ''))
    const changed = new Set([...Object.keys(data.fields), ...data.removed, ...personal])
    return all('subject-changed', (one) => isGiven(one) && one.of?.some((field) => changed.has(field)) === true)
  }
  if (type === 'ticket.categorized') return all('category-changed', isGiven)
  if (type === 'ticket.migrated') return all('migrated', isLive)
  if (type === 'ticket.merged') return all('ticket-done', isOpen)
  if (type === 'stage.ended') return all('stage-left', (one) => isOpen(one) && one.stage === data.number)
  if (type === 'stage.begun') return data.returned ? all('stage-again', isLive) : NONE
  if (type !== 'ticket.transitioned' && type !== 'ticket.overridden') return NONE
  if (isActive(data.phase)) return isActive(phase) ? NONE : all('reopened', isLive)
  return isActive(phase) || data.phase === 'terminal' ? all('ticket-done', isOpen) : NONE
}

/** The approvals that are void because agents work at the desk no more, of those that were asked or have approved. */
function voidedWithout({ flow }: Pick<TicketView, 'flow'>, removed: ReadonlySet<string>) {
  if (removed.size === 0) return NONE
  return voided(flow.approvals ?? {}, (approval) => {
    if (!isLive(approval)) return null
    const gone = approval.approvedBy.find((agent) => removed.has(agent))
    if (gone !== undefined) return { code: 'approver-left', agent: gone }
    const left = approval.approvers.filter((agent) => !removed.has(agent) && !approval.refusedBy.includes(agent))
    return isOpen(approval) && left.length < approval.needed ? { code: 'too-few-approvers' } : null
  })
}

/** Writes which approvals are void because agents have left. */
export function voidWithout(draft: TicketDraft, removed: ReadonlySet<string>): void {
  const { stamp } = draft
  for (const data of voidedWithout(draft.ticket, removed)) {
    draft.stamp = { ...stamp, actor: SYSTEM_ACTOR }
    draft.add({ type: 'approval.voided', data })
  }
  draft.stamp = stamp
}

/** A ticket without the approvals that are void because agents have left. */
export function withoutVoid<Ticket extends Pick<TicketView, 'flow'>>(
  ticket: Ticket,
  removed: ReadonlySet<string>,
): Ticket {
  const gone = voidedWithout(ticket, removed)
  if (gone.length === 0) return ticket
  const approvals = { ...ticket.flow.approvals }
  for (const { approval, code } of gone) {
    const known = approvals[approval]
    if (known) approvals[approval] = { ...known, state: 'voided', voided: code }
  }
  return { ...ticket, flow: { ...ticket.flow, approvals } }
}

/**
 * The agents on whose being at the desk those of a ticket's approvals depend that are open or can still count: that were
 * given in its present stay in a stage or outside of stages, and are required where it is or further on.
 *
 * @param anywhere - the ticket may come to any state, whatever the workflow says
 */
export function approversThatCount(
  { flow, state }: Pick<TicketView, 'flow' | 'state'>,
  definition: WorkflowDefinition,
  anywhere = false,
): readonly string[] {
  const approvals = Object.entries(flow.approvals ?? {})
  // What was merged can go back to where it was.
  const { mergedFrom } = flow
  const isHere = ({ stage }: ApprovalState) => stage === undefined || stage === presentStage(flow)
  const given = approvals.filter(([, one]) => one.state === 'approved' && (mergedFrom !== undefined || isHere(one)))
  const from = anywhere ? Object.keys(definition.states) : [mergedFrom ?? state]
  const ahead = given.length === 0 ? NO_NAMES : approvalsAhead(definition, from)
  const counting = given.flatMap(([name, { approvedBy }]) => (ahead.has(name) ? approvedBy : []))
  const asked = approvals.flatMap(([, one]) => (isOpen(one) ? one.approvers : []))
  return [...new Set([...asked, ...counting])]
}

function voided(
  approvals: Readonly<Record<string, ApprovalState>>,
  why: (approval: ApprovalState) => Omit<VoidedApproval, 'approval'> | null,
): readonly VoidedApproval[] {
  return Object.keys(approvals)
    .sort()
    .flatMap((approval) => {
      const state = approvals[approval]
      const reason = state && why(state)
      return reason ? [{ approval, ...reason }] : []
    })
}
