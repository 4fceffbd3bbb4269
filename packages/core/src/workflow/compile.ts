import type { Instant } from '../kernel/clock.js'
import { DocketError, type InputIssue, type Reason } from '../kernel/error.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { ChecklistItem, TransitionDefinition, WorkflowDefinition } from './definition-types.js'
import type { Guard, GuardVerdict } from './guard.js'
import { missingOf, stageOf } from './requirements.js'
import { createStep } from './step.js'

/** Who sends an event to what, and when. */
export interface StepContext {
  readonly ticket: TicketRecord
  readonly actor: ActorReference
  readonly now: Instant
  /** Whether the actor may take a transition with these roles; null means everybody who works at the desk. */
  readonly permits: (roles: readonly string[] | null) => boolean
  /** Whether the actor says why; false if left out. */
  readonly hasReason?: boolean
  /** The required fields of the ticket's form that have no value; none if left out. */
  readonly openFields?: () => readonly string[]
}

/** What an event does to a ticket: the next state and the effects named on the way, or why it does nothing. */
export type StepOutcome =
  | { readonly ok: true; readonly state: string; readonly effects: readonly string[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] }

/** An event that a state has, and what it would do now. */
export interface AvailableEvent {
  readonly event: string
  /** The state that it leads to; of several, the first that is allowed, else the first. */
  readonly target: string
  readonly allowed: boolean
  /** Why not; empty when allowed. */
  readonly reasons: readonly Reason[]
}

/** A workflow that can be stepped. */
export interface CompiledWorkflow {
  readonly definition: WorkflowDefinition
  /** Every event that some state has. */
  readonly events: ReadonlySet<string>
  /** Whether some transition requires the form of the ticket's category to be filled in. */
  readonly requiresForm: boolean
  /** Where an event leads from a state of this workflow. A pure function of its arguments. */
  step(state: string, event: string, context: StepContext): StepOutcome
  /** The events of a state, each with the reason why it is not allowed now. */
  available(state: string, context: StepContext): AvailableEvent[]
}

type Check = (context: StepContext) => readonly Reason[]

const NO_CHECKS: readonly Check[] = []

/**
 * Prepares a workflow for stepping.
 *
 * @param guards - the guards that the desk knows
 * @throws DocketError `INVALID_DEFINITION` when a guard is not known or its parameters do not fit
 */
export function compileWorkflow(definition: WorkflowDefinition, guards: readonly Guard[] = []): CompiledWorkflow {
  const registry = new Map(guards.map((guard) => [guard.id, guard]))
  const issues: InputIssue[] = []
  const checks = new Map<string, readonly Check[]>()
  const events = new Set<string>()
  let requiresForm = false
  for (const [name, state] of Object.entries(definition.states)) {
    for (const [event, transitions] of Object.entries(state.on)) {
      events.add(event)
      const path = ['states', name, 'on', event]
      requiresForm ||= transitions.some(({ requires = [] }) => requires.includes('form'))
      const checklist = stageOf(definition, name)?.stage.checklist ?? []
      checks.set(
        `${name} ${event}`,
        transitions.map((transition) => compileCheck(transition, checklist, registry, path, issues)),
      )
    }
  }
  if (issues.length > 0) {
    const list = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw new DocketError('INVALID_DEFINITION', `The workflow ${definition.id} cannot be used. ${list}`, { issues })
  }

  const step = createStep(definition)
  const checksOf = (state: string, event: string) => checks.get(`${state} ${event}`) ?? NO_CHECKS
  return {
    definition,
    events,
    requiresForm,
    step(state, event, context) {
      const list = checksOf(state, event)
      if (list.length === 0) {
        const known = Object.keys(definition.states[state]?.on ?? {})
        return { ok: false, reasons: [{ code: 'not-in-this-state', state, event, events: known }] }
      }
      const taken = step(state, event, (_state, _event, index) => list[index]?.(context).length === 0)
      return taken ? { ok: true, ...taken } : { ok: false, reasons: list.flatMap((check) => check(context)) }
    },
    available(state, context) {
      return Object.entries(definition.states[state]?.on ?? {}).map(([event, transitions]) => {
        const reasons = checksOf(state, event).map((check) => check(context))
        const allowed = reasons.findIndex((found) => found.length === 0)
        const target = transitions[Math.max(0, allowed)]?.target ?? state
        return { event, target, allowed: allowed >= 0, reasons: allowed >= 0 ? [] : reasons.flat() }
      })
    },
  }
}

function compileCheck(
  transition: TransitionDefinition,
  checklist: readonly ChecklistItem[],
  registry: ReadonlyMap<string, Guard>,
  path: readonly (string | number)[],
  issues: InputIssue[],
): Check {
  const { requires = [] } = transition
  const tests: { guard: Guard; params: unknown }[] = []
  for (const reference of transition.guards) {
    const guard = registry.get(reference.type)
    if (!guard) {
      const known = [...registry.keys()].join(', ') || 'none'
      issues.push({ path, code: 'unknown_guard', message: `the desk has no guard ${reference.type}; it has ${known}` })
      continue
    }
    const params = guard.params.safeParse(reference.params ?? {})
    if (params.success) tests.push({ guard, params: params.data })
    else issues.push({ path, code: 'guard_params', message: `${reference.type}: ${params.error.issues[0]?.message}` })
  }
  return (context) => {
    if (!context.permits(transition.roles)) {
      return [{ code: 'role', role: context.actor.type, roles: transition.roles }]
    }
    if (tests.length === 0 && requires.length === 0) return AGREED
    const missing = missingOf(requires, checklist, context)
    return [...missing, ...tests.flatMap(({ guard, params }) => judge(guard, params, context))]
  }
}

const AGREED: readonly Reason[] = []

function judge(guard: Guard, params: unknown, context: StepContext): readonly Reason[] {
  let verdict: GuardVerdict
  try {
    verdict = guard.test({ ticket: context.ticket, actor: context.actor, now: context.now }, params as never)
  } catch (cause) {
    throw new DocketError(
      'POLICY_FAILED',
      `The guard ${guard.id} threw; mend it or take it out of the workflow.`,
      {},
      { cause },
    )
  }
  if (verdict === true) return AGREED
  const reasons = Array.isArray(verdict) ? (verdict as readonly Reason[]) : [verdict as Reason]
  if (reasons.length === 0 || reasons.some((reason) => typeof reason?.code !== 'string')) {
    throw new DocketError('POLICY_FAILED', `The guard ${guard.id} must return true or reasons with a code.`)
  }
  return reasons.map((reason) => ({ ...reason, guard: guard.id }))
}
