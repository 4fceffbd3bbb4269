import type { Reason } from '../kernel/error.js'
import type { TicketFlow, TicketRecord } from '../store/record-types.js'
import type { StepContext } from './compile.js'
import type { ChecklistItem, Evidence, Requirement, StageInput, WorkflowDefinition } from './definition-types.js'
import { type OpenRequest, openRequests } from './open-requests.js'

/** The stage that a state is, or that goes on in it; null for a state outside of stages. */
export function stageOf(
  { states }: WorkflowDefinition,
  state: string,
): { readonly name: string; readonly stage: StageInput } | null {
  const own = Object.hasOwn(states, state) ? states[state] : undefined
  const name = own?.partOf ?? state
  const stage = Object.hasOwn(states, name) ? states[name]?.stage : undefined
  return stage ? { name, stage } : null
}

/** What of requirements is missing, thing by thing; empty when all is there. */
export function missingOf(
  requires: readonly Requirement[],
  checklist: readonly ChecklistItem[],
  { ticket, hasReason = false, openFields = () => [] }: Pick<StepContext, 'ticket' | 'hasReason' | 'openFields'>,
): Reason[] {
  return requires.flatMap((requirement): Reason[] => {
    if (requirement === 'reason') return hasReason ? [] : [{ code: 'reason-missing' }]
    if (requirement === 'form') return openFields().map((field) => ({ code: 'field-missing', field }))
    if (requirement === 'requests') return openRequests(ticket.flow).map(reasonOfRequest)
    if (requirement === 'checklist') return checklist.flatMap((item) => missingOfItem(item, ticket))
    if ('approval' in requirement) return missingApproval(requirement.approval, ticket)
    return missingField(requirement.field, ticket)
  })
}

/** What an item of a checklist lacks; empty when it is done. */
export function missingOfItem({ id, needs = [] }: ChecklistItem, ticket: TicketRecord): Reason[] {
  const { checks = {} } = ticket.flow
  const checked = Object.hasOwn(checks, id) ? checks[id] : undefined
  const open: Reason[] = checked ? [] : [{ code: 'item-open' }]
  const lacking = needs.flatMap((evidence): Reason[] => {
    if ('attachment' in evidence) {
      return checked?.attachmentId === undefined ? [{ code: 'attachment-missing', type: evidence.attachment }] : []
    }
    if ('secondPerson' in evidence) {
      return checked && checked.confirmedBy === undefined ? [{ code: 'second-person-missing', by: checked.by.id }] : []
    }
    return missingOnTicket(evidence, ticket)
  })
  return [...open, ...lacking].map((reason) => ({ ...reason, item: id }))
}

/** What evidence lacks that is not given with a check, but is on the ticket. */
export function missingOnTicket(evidence: Evidence, ticket: TicketRecord): Reason[] {
  if ('field' in evidence) return missingField(evidence.field, ticket)
  return 'approval' in evidence ? missingApproval(evidence.approval, ticket) : []
}

function reasonOfRequest({ id: request, team, agent }: OpenRequest): Reason {
  return { code: 'request-open', request, team, agent }
}

function missingField(field: string, { fields, personal }: TicketRecord): Reason[] {
  const values = Object.hasOwn(personal, field) ? personal : fields
  const value = Object.hasOwn(values, field) ? values[field] : null
  return value === null || value === '' ? [{ code: 'field-missing', field }] : []
}

function missingApproval(approval: string, { flow }: TicketRecord): Reason[] {
  const { approvals = {} } = flow
  const { state = null, stage = null } = (Object.hasOwn(approvals, approval) && approvals[approval]) || {}
  if (state !== 'approved') return [{ code: 'approval-missing', approval, state }]
  return stage === presentStage(flow) ? [] : [{ code: 'approval-of-another-stage', approval }]
}

/** The number of the stage that a ticket is in; null while it is in none. */
export function presentStage({ stage }: Pick<TicketFlow, 'stage'>): number | null {
  return stage?.to === null ? stage.number : null
}

/**
 * The stages in which something requires an approval, null for what is outside of stages; empty when nothing anywhere
 * requires it.
 */
export function stagesWithApproval(definition: WorkflowDefinition, approval: string): ReadonlySet<string | null> {
  const states = Object.keys(definition.states).filter((state) => approvalsIn(definition, state).includes(approval))
  return new Set(states.map((state) => stageOf(definition, state)?.name ?? null))
}

/** The approvals that a state requires, for its stage's checklist or for a transition out of it. */
export function approvalsIn(definition: WorkflowDefinition, state: string): readonly string[] {
  const { checklist = [] } = stageOf(definition, state)?.stage ?? {}
  const transitions = Object.values(definition.states[state]?.on ?? {}).flat()
  const all: readonly (Requirement | Evidence)[] = [
    ...checklist.flatMap(({ needs = [] }) => needs),
    ...transitions.flatMap(({ requires = [] }) => requires),
  ]
  return all.flatMap((one) => (typeof one === 'object' && 'approval' in one ? [one.approval] : []))
}
