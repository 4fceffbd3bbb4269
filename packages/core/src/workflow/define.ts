import { DocketError, type InputIssue } from '../kernel/error.js'
import type { StateDefinition, TransitionDefinition, Workflow, WorkflowInput } from './definition-types.js'
import { shapeIssues } from './shape.js'
import { structureIssues } from './structure.js'

/**
 * Defines a workflow: the states of a ticket and the events that move it. The definition is checked at once:
 * targets exist, every state has one phase and can reach a terminal one, nothing needs a clock or a child machine.
 *
 * @throws DocketError `INVALID_DEFINITION` with all findings in `details.issues`
 * @example
 * ```ts
 * import { defineWorkflow } from '@docket/core'
 *
 * export const repair = defineWorkflow({
 *   id: 'repair',
 *   version: 1,
 *   initial: 'received',
 *   states: {
 *     received: { tags: ['open'], on: { askCustomer: 'waiting', finish: 'repaired' } },
 *     waiting: { tags: ['waiting', 'sla-paused'], on: { answer: { target: 'received', roles: ['requester', 'agent'] } } },
 *     repaired: { tags: ['solved'], on: { close: 'closed' }, timeout: { after: { days: 7 }, send: 'close' } },
 *     closed: { tags: ['terminal'] },
 *   },
 * })
 * ```
 */
export function defineWorkflow<
  const Id extends string,
  State extends string,
  Event extends string = never,
  Effect extends string = never,
>(input: WorkflowInput<Id, State, Event, Effect>): Workflow<Id, State, Event, Effect> {
  const shape = shapeIssues(input)
  if (shape.length > 0) throw invalid(input, shape)
  const workflow: Workflow<Id, State, Event, Effect> = {
    id: input.id,
    version: input.version,
    label: input.label ?? null,
    initial: input.initial,
    ...(input.approvals && { approvals: input.approvals }),
    states: completeStates(input),
  }
  const structure = structureIssues(workflow)
  if (structure.length > 0) throw invalid(input, structure)
  return workflow
}

function completeStates(input: WorkflowInput<string, string, string, string>): Record<string, StateDefinition> {
  const states: Record<string, StateDefinition> = {}
  for (const [name, state] of Object.entries(input.states)) {
    const on: Record<string, readonly TransitionDefinition[]> = {}
    for (const [event, transitions] of Object.entries(state.on ?? {})) {
      if (transitions !== undefined) on[event] = candidates(transitions)
    }
    states[name] = {
      phase: PHASES.find((phase) => state.tags.includes(phase)) ?? 'open',
      tags: [...state.tags],
      label: state.label ?? null,
      color: state.color ?? null,
      on,
      timeout: state.timeout ?? null,
      ...(state.stage && { stage: state.stage }),
      ...(state.partOf !== undefined && { partOf: state.partOf }),
      ...(state.confirmation && { confirmation: state.confirmation }),
      ...(state.onReply !== undefined && { onReply: state.onReply }),
    }
  }
  return states
}

type Transitions = NonNullable<
  NonNullable<WorkflowInput<string, string, string, string>['states'][string]['on']>[string]
>

function candidates(transitions: Transitions): TransitionDefinition[] {
  const list = Array.isArray(transitions) ? transitions : [transitions]
  return list.map((transition) => {
    const given = typeof transition === 'string' ? { target: transition } : transition
    return {
      target: given.target,
      guards: given.guards ?? [],
      effects: given.effects ?? [],
      roles: given.roles ?? null,
      ...(given.requires && given.requires.length > 0 && { requires: given.requires }),
    }
  })
}

function invalid(input: { readonly id?: unknown }, issues: readonly InputIssue[]): DocketError {
  const list = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  return new DocketError('INVALID_DEFINITION', `The workflow ${String(input?.id)} cannot be used. ${list}`, { issues })
}

const PHASES = ['open', 'waiting', 'solved', 'terminal'] as const
