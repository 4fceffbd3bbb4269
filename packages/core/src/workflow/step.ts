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

/** What the machine's guard and action reach while one call of a step lasts. */
interface Call {
  test: TransitionTest
  taken: readonly string[] | null
  thrown: { readonly error: unknown } | null
}

/**
 * Makes a workflow's step function on an XState machine that is used as a pure decision table: nothing runs, no ticket's
 * snapshot is kept, and one inert scope serves all calls, because XState's own `transition()` builds an actor each time.
 */
export function createStep(workflow: WorkflowDefinition): Step {
  const machine = createWorkflowMachine(workflow)
  let call: Call | null = null
  const scope = inertScope((effects) => {
    if (call) call.taken = effects
  })
  const context = { test: (...transition: Parameters<TransitionTest>) => ask(call, transition) }
  // A flat state and the one context are all that a snapshot holds, so each state's is made once.
  const snapshots = new Map(
    Object.keys(workflow.states).map((state) => [state, machine.resolveState({ value: state, context })]),
  )
  return (state, event, test) => {
    const before = snapshots.get(state)
    if (before === undefined) return null
    const outer = call
    const own: Call = { test, taken: null, thrown: null }
    call = own
    try {
      const after = machine.transition(before, { type: event }, scope)
      if (own.thrown) throw own.thrown.error
      return own.taken && { state: String(after.value), effects: own.taken }
    } finally {
      call = outer
    }
  }
}

// XState wraps what a guard throws in an error of its own, without code and cause, so it is carried past it.
function ask(call: Call | null, transition: Parameters<TransitionTest>): boolean {
  if (call === null || call.thrown) return false
  try {
    return call.test(...transition)
  } catch (error) {
    call.thrown = { error }
    return false
  }
}

/** The workflow as an XState machine whose one guard asks `context.test`. */
function createWorkflowMachine(workflow: WorkflowDefinition) {
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
