import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import { deepFrozen } from '../kernel/deep-frozen.js'
import { DocketError, type Reason } from '../kernel/error.js'
import { jsonProblem } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { DecisionRecord, TicketRecord } from '../store/record-types.js'
import type { Stamp } from './draft.js'

/** A ticket as policies see it: frozen, because what they wrote into it would be stored without an event. */
export function policyTicket(ticket: TicketRecord, model: DeskModel): PolicyTicket<never> {
  const fields = { ...model.fields.defaults, ...ticket.fields, ...ticket.personal } as never
  return deepFrozen({ ...ticket, fields })
}

/** The record of a decision by a person. */
export function manualDecision(stamp: Stamp, reason: Reason, until: Instant | null = null): DecisionRecord {
  const decision = { policy: 'manual', version: 1, at: stamp.at, by: stamp.actor, reasons: [reason] }
  return until === null ? decision : { ...decision, until }
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
