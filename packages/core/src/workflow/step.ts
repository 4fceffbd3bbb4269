import { type ActorScope, createEmptyActor, type EventObject, setup } from 'xstate'
import type { WorkflowDefinition } from './definition-types.js'

/** Says whether a transition may be taken now. */
export type TransitionTest = (state: string, event: string, index: number) => boolean

/** Where an event leads and which effects it names, or null when no transition is taken. */
export type Step = (state: string, event: string, test: TransitionTest) => StepResult | null

/** What one transition gives. */
export interface StepResult {
  readonly state: string
  readonly effects: readonly string[]
}

/**
 * Makes a workflow's step function on an XState machine that is used as a pure decision table: nothing runs, no
 * snapshot is kept, and one inert scope serves all calls, because XState's own `transition()` builds an actor each time.
 */
export function createStep(workflow: WorkflowDefinition): Step {
  const machine = createWorkflowMachine(workflow)
  let taken: readonly string[] | null = null
  const scope = inertScope((effects) => {
    taken = effects
  })
  return (state, event, test) => {
    taken = null
    const after = machine.transition(machine.resolveState({ value: state, context: { test } }), { type: event }, scope)
    return taken && { state: String(after.value), effects: taken }
  }
}

/** The workflow as an XState machine whose one guard asks `context.test`. */
export function createWorkflowMachine(workflow: WorkflowDefinition) {
  return setup({
    types: { context: {} as { test: TransitionTest }, events: {} as { type: string } },
    guards: {
      allowed: ({ context }, params: { state: string; event: string; index: number }) =>
        context.test(params.state, params.event, params.index),
    },
    actions: { take: (_: unknown, params: { effects: readonly string[] }) => void params },
  }).createMachine({
    id: workflow.id,
    context: { test: () => false },
    initial: workflow.initial,
    states: machineStates(workflow),
  })
}

interface MachineTransition {
  target: string
  guard: { type: 'allowed'; params: { state: string; event: string; index: number } }
  actions: { type: 'take'; params: { effects: readonly string[] } }
}

function machineStates(workflow: WorkflowDefinition): Record<string, { on: Record<string, MachineTransition[]> }> {
  const states: Record<string, { on: Record<string, MachineTransition[]> }> = {}
  for (const [name, state] of Object.entries(workflow.states)) {
    const on: Record<string, MachineTransition[]> = {}
    for (const [event, transitions] of Object.entries(state.on)) {
      on[event] = transitions.map((transition, index) => ({
        target: transition.target,
        guard: { type: 'allowed', params: { state: name, event, index } },
        // Every transition has the action, because XState gives the same snapshot back for a move to the same state
        // without one, as if nothing had been taken.
        actions: { type: 'take', params: { effects: transition.effects } },
      }))
    }
    states[name] = { on }
  }
  return states
}

type InertScope = ActorScope<never, EventObject>

function inertScope(collect: (effects: readonly string[]) => void): InertScope {
  const self = createEmptyActor()
  return {
    self: self as unknown as InertScope['self'],
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor: (action) => collect((action.params as { effects: readonly string[] }).effects),
  }
}
