import type { DeskModel } from '../definitions/model.js'
import { DocketError, type Reason } from '../kernel/error.js'
import { jsonProblem } from '../kernel/json.js'
import type { PolicyTicket, PriorityDecision } from '../priority/policy-types.js'
import type { DecisionRecord, TicketRecord } from '../store/record-types.js'
import type { Stamp, TicketDraft } from './draft.js'

/** A ticket as policies see it. */
export function policyTicket(ticket: TicketRecord, model: DeskModel): PolicyTicket<never> {
  return { ...ticket, fields: { ...model.fields.defaults, ...ticket.fields, ...ticket.personal } as never }
}

/** The record of a decision by a person. */
export function manualDecision(stamp: Stamp, reason: Reason): DecisionRecord {
  return { policy: 'manual', version: 1, at: stamp.at, by: stamp.actor, reasons: [reason] }
}

/** Asks the priority policy; what it returns is checked before it is believed. */
export function askPriority(
  ticket: PolicyTicket<never>,
  model: DeskModel,
  stamp: Stamp,
): { readonly priority: string; readonly rank: number; readonly decision: DecisionRecord } {
  const policy = model.priority
  let answer: PriorityDecision
  try {
    answer = policy.decide(ticket, stamp.at)
  } catch (cause) {
    throw new DocketError('POLICY_FAILED', `The priority policy ${policy.id} threw; mend it.`, {}, { cause })
  }
  const rank = policy.levels.indexOf(answer?.level) + 1
  if (rank === 0) {
    throw new DocketError(
      'POLICY_FAILED',
      `The priority policy ${policy.id} gave a level that is not one of its own; let it give one of its levels.`,
    )
  }
  const decision = {
    policy: policy.id,
    version: policy.version,
    at: stamp.at,
    by: stamp.actor,
    reasons: checkedReasons(`priority policy ${policy.id}`, answer.reasons),
  }
  return { priority: answer.level, rank, decision }
}

/** A policy's reasons, if they can be stored. */
export function checkedReasons(what: string, reasons: unknown): readonly Reason[] {
  const listed = Array.isArray(reasons) && reasons.every((reason) => typeof reason?.code === 'string')
  const problem = listed
    ? jsonProblem(reasons, { text: 2_000, depth: 6, values: 20_000 })
    : { message: 'are no list of codes' }
  if (problem === undefined) return reasons as readonly Reason[]
  const message = `The reasons of the ${what} cannot be kept (${problem.message}); give objects with a code and plain values.`
  throw new DocketError('POLICY_FAILED', message)
}

/** Asks the priority policy again after an input changed, unless a person has set the priority or a ladder has raised it. */
export function reprioritize(draft: TicketDraft, model: DeskModel): void {
  const by = draft.ticket.decisions.priority?.policy
  if (by === 'manual' || by === 'raised') return
  const answer = askPriority(policyTicket(draft.ticket, model), model, draft.stamp)
  if (answer.priority === draft.ticket.priority) return
  draft.add({ type: 'ticket.prioritized', data: answer })
}
