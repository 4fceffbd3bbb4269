import * as z from 'zod'
import { formOf } from '../../forms/form-of.js'
import { addDuration } from '../../kernel/duration.js'
import { id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ApprovalState } from '../../store/record-types.js'
import type { ApprovalInput, WorkflowDefinition } from '../../workflow/definition-types.js'
import { presentStage, stageOf, stagesWithApproval } from '../../workflow/requirements.js'
import { type CommandContext, type CommandResult, DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { isRefusal, type Refusal, refuse } from '../refusal.js'
import { addMessage } from './message.js'

/** Asks the agents whom an approval of the workflow means, all but whoever asks. */
export const askApproval: TicketCommand<{ approval: string }> = {
  name: 'askApproval',
  action: 'askApproval',
  input: z.strictObject({ approval: id }),
  needs: () => ({ form: true }),
  decide(draft, { approval: name }, context) {
    const { workflow } = context
    const approval = approvalOf(workflow.definition, name)
    if (approval === undefined) {
      const approvals = Object.keys(workflow.definition.approvals ?? {})
      const message = `The workflow ${draft.ticket.workflow} has no such approval. It has ${approvals.join(', ') || 'none'}.`
      return refuse('COMMAND_REFUSED', message, { code: 'approval-unknown', approvals })
    }
    const elsewhere = notHere(draft, name, context)
    if (elsewhere) return elsewhere
    const known = stateOf(draft, name)
    if (known?.state === 'open') {
      const message = `The approval ${name} is being asked for already; wait for it, or withdraw it.`
      return refuse('COMMAND_REFUSED', message, { code: 'approval-open', approval: name, approvers: known.approvers })
    }
    const { stamp } = draft
    const meant = context.meant?.(draft.ticket, approval.by) ?? []
    // A rule asks in nobody's name.
    const approvers = stamp.actor.type === 'system' ? meant : meant.filter((agent) => agent !== stamp.actor.id)
    const needed = neededOf(approval, approvers.length)
    const refusal = unfit(name, approvers.length, needed)
    if (refusal) return refusal
    const until = approval.within ? addDuration(stamp.at, approval.within) : null
    const round = (known?.round ?? 0) + 1
    const stage = presentStage(draft.ticket.flow)
    const of = approval.of ?? formFields(draft, context)
    const about = { ...(stage !== null && { stage }), ...(of.length > 0 && { of }) }
    draft.add({ type: 'approval.asked', data: { approval: name, round, approvers, needed, until, ...about } })
    return DONE
  },
}

type Answer = { approval: string; note?: string | undefined }

function answerCommand(name: string, type: 'approval.given' | 'approval.refused'): TicketCommand<Answer> {
  return {
    name,
    action: 'approve',
    input: z.strictObject({ approval: id, note: text(LIMITS.body).optional() }),
    decide(draft, { approval, note }, context): CommandResult | Refusal {
      const approver = draft.stamp.actor.id
      const refusal = mayNotAnswer(draft, approval, context)
      if (refusal) return refusal
      const messageId = note === undefined ? null : addMessage(draft, 'internal', { body: note }, context)
      draft.add({ type, data: { approval, approver, messageId } })
      return messageId === null ? DONE : { messageId }
    },
  }
}

/** Approves what one is asked for. */
export const approve = answerCommand('approve', 'approval.given')

/** Says no to what one is asked for. */
export const refuseApproval = answerCommand('refuseApproval', 'approval.refused')

/** Lets another agent answer in one's place. */
export const delegateApproval: TicketCommand<{ approval: string; to: string }> = {
  name: 'delegateApproval',
  action: 'approve',
  input: z.strictObject({ approval: id, to: id }),
  needs: ({ to }) => ({ agent: to }),
  decide(draft, { approval, to }, context) {
    const { loaded } = context
    const from = draft.stamp.actor.id
    const refusal = mayNotAnswer(draft, approval, context)
    if (refusal) return refusal
    if (loaded.agent === null || loaded.agent.status === 'removed') {
      return refuse('COMMAND_REFUSED', 'There is no such agent in the directory; name another one.', {
        code: 'agent-unknown',
      })
    }
    const state = stateOf(draft, approval)
    const known = whoIsKnown(state, to)
    if (known !== null) {
      const code = `delegate-${known}`
      const message = 'The approval goes to somebody who neither asks for it nor was asked; name another agent.'
      return refuse('COMMAND_REFUSED', message, { code, approval, to })
    }
    draft.add({ type: 'approval.delegated', data: { approval, from, to } })
    return DONE
  },
}

/** Takes back what one asked for; whoever may override a state can take back what others asked for. */
export const withdrawApproval: TicketCommand<{ approval: string }> = {
  name: 'withdrawApproval',
  action: 'askApproval',
  input: z.strictObject({ approval: id }),
  decide(draft, { approval }, { model }) {
    const open = openOf(draft, approval)
    if (isRefusal(open)) return open
    const { actor } = draft.stamp
    if (open.askedBy.id !== actor.id && !model.access.can(actor, 'override', draft.ticket).allow) {
      const message = 'Only whoever asked for the approval, a lead or an admin can withdraw it; ask one of them.'
      return refuse('COMMAND_REFUSED', message, { code: 'not-the-asker', approval, askedBy: open.askedBy.id })
    }
    draft.add({ type: 'approval.withdrawn', data: { approval } })
    return DONE
  },
}

function approvalOf({ approvals = {} }: WorkflowDefinition, name: string): ApprovalInput | undefined {
  return Object.hasOwn(approvals, name) ? approvals[name] : undefined
}

function stateOf({ ticket }: TicketDraft, name: string): ApprovalState | undefined {
  const { approvals = {} } = ticket.flow
  return Object.hasOwn(approvals, name) ? approvals[name] : undefined
}

function neededOf({ needs = 'any' }: ApprovalInput, approvers: number): number {
  if (needs === 'any') return 1
  return needs === 'all' ? Math.max(1, approvers) : needs
}

/** Why so many agents cannot be asked, if so. */
function unfit(approval: string, approvers: number, needed: number): Refusal | null {
  if (approvers === 0) {
    const message = `The approval ${approval} means nobody but whoever asks, as the directory stands; let somebody else ask, or mend the directory.`
    return refuse('COMMAND_REFUSED', message, { code: 'nobody-meant', approval })
  }
  if (needed > approvers) {
    const message = `The approval ${approval} needs ${needed} agents, and the directory has ${approvers} for it besides whoever asks; let somebody else ask, or mend the directory.`
    return refuse('COMMAND_REFUSED', message, { code: 'too-few-approvers', approval, needed, approvers })
  }
  if (approvers <= LIMITS.approvers) return null
  const message = `The approval ${approval} means ${approvers} agents; at most ${LIMITS.approvers} can be asked. Mean a smaller team.`
  return refuse('LIMIT_EXCEEDED', message, { code: 'too-many-approvers', approval, approvers, limit: LIMITS.approvers })
}

/** The approval, if it waits for an answer. */
function openOf(draft: TicketDraft, approval: string): ApprovalState | Refusal {
  const state = stateOf(draft, approval)
  if (state === undefined) {
    return refuse('COMMAND_REFUSED', 'The approval has not been asked for; ask for it first.', {
      code: 'approval-not-asked',
      approval,
    })
  }
  if (state.state === 'open') return state
  const message = `The approval is ${state.state}; nothing more can be said to it. Ask for it again to have another answer.`
  return refuse('COMMAND_REFUSED', message, { code: 'approval-decided', approval, state: state.state })
}

/** What somebody has to do with an approval already; null for nothing. */
function whoIsKnown(state: ApprovalState | undefined, agent: string): string | null {
  if (state?.askedBy.id === agent) return 'is-the-asker'
  if (state?.approvers.includes(agent)) return 'is-an-approver'
  return state?.delegatedBy?.includes(agent) ? 'has-delegated' : null
}

/** Why an approval cannot be asked for where the ticket is: nothing there requires it, but something elsewhere does. */
function notHere({ ticket }: TicketDraft, approval: string, { workflow }: CommandContext): Refusal | null {
  const { definition } = workflow
  const places = stagesWithApproval(definition, approval)
  if (places.size === 0 || places.has(stageOf(definition, ticket.state)?.name ?? null)) return null
  const stages = [...places].filter((stage) => stage !== null)
  const message = `Nothing where the ticket is requires the approval ${approval}, and one of another stage does not count; ask for it in ${stages.join(', ') || 'a state outside of stages'}.`
  return refuse('COMMAND_REFUSED', message, { code: 'approval-not-here', approval, stages })
}

/** The fields of the form of the ticket's category; none without one. */
function formFields({ ticket }: TicketDraft, { model, loaded }: CommandContext): readonly string[] {
  return [...(formOf(model.forms, loaded.categories, ticket.category)?.fields.keys() ?? [])]
}

function mayNotAnswer(draft: TicketDraft, approval: string, { model, loaded }: CommandContext): Refusal | null {
  const { id: agent, type } = draft.stamp.actor
  // Services and the desk itself can have an agent's id and are nobody in the directory.
  if (model.access.roles.get(type)?.staff !== true || type === 'service' || type === 'system') {
    const message = 'Only people who work at the desk approve, and you are none of them, whatever your name is.'
    return refuse('COMMAND_REFUSED', message, { code: 'not-an-approver', approval, role: type })
  }
  const open = openOf(draft, approval)
  if (isRefusal(open)) return open
  if (!open.approvers.includes(agent)) {
    const message = 'Only the agents who are asked can answer; one of them can delegate it to you.'
    return refuse('COMMAND_REFUSED', message, { code: 'not-an-approver', approval, approvers: open.approvers })
  }
  if (loaded.removed.has(agent)) {
    const message =
      'You have been removed from the directory, so your word does not count; ask an admin to put you back.'
    return refuse('COMMAND_REFUSED', message, { code: 'agent-removed', approval, agent })
  }
  if (!open.approvedBy.includes(agent) && !open.refusedBy.includes(agent)) return null
  const message = 'You have answered already; the others are waited for now.'
  return refuse('COMMAND_REFUSED', message, { code: 'already-answered', approval })
}
