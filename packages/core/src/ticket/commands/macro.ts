import * as z from 'zod'
import type { CommandAction } from '../../actions/action-types.js'
import type { MacroStep } from '../../macros/macro-types.js'
import type { CommandContext, CommandResult, Needs, TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { isRefusal, type Refusal, refuse } from '../refusal.js'
import { commandOf } from './of-action.js'

/**
 * Does the steps of a macro, all in one commit or none. Each step takes the right that its command takes; what a step lacks
 * is told with the place of the step.
 */
export const runSteps: TicketCommand<{ steps: readonly Step[] }> = {
  name: 'macro',
  action: 'read',
  // The desk has checked the steps.
  input: z.strictObject({ steps: z.custom<readonly Step[]>((value) => Array.isArray(value)) }),
  needs({ steps }, ticket, workflow) {
    const needs = steps.map((step): Needs => {
      const { command, input } = commandOf(step)
      return command.needs?.(input, ticket, workflow) ?? {}
    })
    return Object.assign({}, ...needs)
  },
  decide(draft, { steps }, context): CommandResult | Refusal {
    for (const [index, step] of steps.entries()) {
      const refusal = doStep(draft, step, context)
      if (refusal === null) continue
      const reasons = refusal.reasons.map((reason) => ({ ...reason, step: index, action: step.action }))
      const message = `Step ${index + 1} (${step.action}) cannot be done, so nothing was: ${refusal.message}`
      return refuse(refusal.refused, message, ...reasons)
    }
    return { since: draft.before?.version ?? 0 }
  },
}

type Step = CommandAction | MacroStep

function doStep(draft: TicketDraft, step: Step, context: CommandContext): Refusal | null {
  const { command, input } = commandOf(step)
  const { access } = context.model
  const verdict = access.can(draft.stamp.actor, command.action, draft.ticket)
  if (!verdict.allow) {
    const message = `The role ${draft.stamp.actor.type} does not have the right "${command.action}" here.`
    return refuse('FORBIDDEN', message, ...verdict.reasons)
  }
  const result = command.decide(draft, input, context)
  return isRefusal(result) ? result : null
}
