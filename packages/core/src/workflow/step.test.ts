import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine, transition } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { defineWorkflow } from './define.js'
import type { WorkflowDefinition } from './definition-types.js'
import { supportWorkflow } from './ready-made/support.js'
import { createStep, type TransitionTest } from './step.js'

/** The workflow as anybody would write it for XState, apart from ours: guards as closures, effects as actions. */
function referenceMachine(workflow: WorkflowDefinition, allowed: TransitionTest) {
  const states = Object.entries(workflow.states).map(([name, { on }]) => {
    const events = Object.entries(on).map(([event, transitions]) => {
      const list = transitions.map(({ target, effects }, index) => ({
        target,
        guard: () => allowed(name, event, index),
        actions: { type: 'effects', params: { effects } },
      }))
      return [event, list]
    })
    return [name, { on: Object.fromEntries(events) as object }]
  })
  return createMachine({ initial: workflow.initial, states: Object.fromEntries(states) as Record<string, object> })
}

/** What the definition says without any machine: the first transition that is allowed. */
function byHand(workflow: WorkflowDefinition, state: string, event: string, allowed: TransitionTest) {
  const on = workflow.states[state]?.on ?? {}
  const transitions = Object.hasOwn(on, event) ? (on[event] ?? []) : []
  const taken = transitions.find((_, index) => allowed(state, event, index))
  return taken ? { state: taken.target, effects: taken.effects } : null
}

/** Compares on every shortest path, and with every event in every state that is reached. Gives what was compared. */
function compare(workflow: WorkflowDefinition, allowed: TransitionTest): { paths: number; steps: number } {
  const machine = referenceMachine(workflow, allowed)
  const step = createStep(workflow)
  const events = [...new Set(Object.values(workflow.states).flatMap(({ on }) => Object.keys(on))), 'unknownEvent']
  const paths = getShortestPaths(machine, { events: events.map((type) => ({ type })) })
  let steps = 0
  for (const path of paths) {
    let theirs = machine.resolveState({ value: workflow.initial })
    let ours = workflow.initial
    // The first step of a path is XState's own initial event.
    for (const { event } of path.steps.filter(({ event: { type } }) => type !== 'xstate.init')) {
      theirs = compareStep(ours, theirs, event.type)
      ours = theirs.value as string
    }
    expect(ours).toBe(path.state.value)
    for (const event of events) compareStep(ours, theirs, event)
  }
  return { paths: paths.length, steps }

  function compareStep(ours: string, theirs: ReturnType<typeof machine.resolveState>, event: string) {
    steps += 1
    const [after, actions] = transition(machine, theirs, { type: event })
    const params = actions[0]?.params as { effects: readonly string[] } | undefined
    const expected = params ? { state: after.value, effects: params.effects } : null
    expect({ from: ours, event, to: step(ours, event, allowed) }).toEqual({ from: ours, event, to: expected })
    expect(expected).toEqual(byHand(workflow, ours, event, allowed))
    return after
  }
}

const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'received',
  states: {
    received: {
      tags: ['open'],
      on: {
        askCustomer: 'waiting',
        finish: [
          { target: 'repaired', effects: ['invoice', 'notify'] },
          { target: 'received', effects: ['notify'] },
          { target: 'lost' },
        ],
        touch: 'received',
      },
    },
    waiting: {
      tags: ['waiting', 'sla-paused'],
      on: { answer: 'received', touch: { target: 'waiting', effects: ['x'] } },
    },
    repaired: { tags: ['solved'], on: { close: 'closed', finish: 'received' } },
    lost: { tags: ['solved'], on: { close: [{ target: 'closed' }, { target: 'closed', effects: ['report'] }] } },
    closed: { tags: ['terminal'], on: { reopen: 'received' } },
  },
})

describe("the kept scope gives what XState's transition() gives, on every shortest path", () => {
  it.each([supportWorkflow, repair])('of $id, when everything is allowed', (workflow) => {
    const { paths, steps } = compare(workflow, () => true)
    expect(paths).toBeGreaterThanOrEqual(4)
    expect(steps).toBeGreaterThan(paths * 4)
  })

  it('of a guarded workflow, whatever the guards say', () => {
    const guarded = Object.entries(repair.states).flatMap(([state, { on }]) =>
      Object.entries(on).flatMap(([event, list]) => list.map((_, index) => `${state} ${event} ${index}`)),
    )
    fc.assert(
      fc.property(fc.subarray(guarded), (open) => {
        compare(repair, (state, event, index) => open.includes(`${state} ${event} ${index}`))
      }),
      { numRuns: 60 },
    )
  })

  const names = ['a', 'b', 'c', 'toString', 'valueOf', 'hasOwnProperty']
  const anyTransition = fc.record({
    target: fc.constantFrom(...names, 'end'),
    effects: fc.uniqueArray(fc.constantFrom('notify', 'invoice', 'toString')),
  })
  const anyState = fc.dictionary(
    fc.constantFrom('go', 'back', 'toString', 'isPrototypeOf'),
    fc.array(anyTransition, { minLength: 1, maxLength: 3 }),
    { noNullPrototype: true },
  )

  it('of random workflows with random guards', () => {
    let steps = 0
    fc.assert(
      fc.property(fc.tuple(...names.map(() => anyState)), fc.nat(), (drawn, seed) => {
        const states = Object.fromEntries(
          names.map((name, index) => [name, { tags: ['open'], on: { ...drawn[index], finish: 'end' } }]),
        )
        const workflow = defineWorkflow({
          id: 'random',
          version: 1,
          initial: 'a',
          states: { ...states, end: { tags: ['terminal'], on: { go: 'valueOf' } } },
        } as never)
        const allowed: TransitionTest = (state, event, index) =>
          (state.length * 31 + event.length * 7 + index * 3 + seed) % 4 !== 0
        steps += compare(workflow, allowed).steps
      }),
      { numRuns: 80 },
    )
    expect(steps).toBeGreaterThan(500)
  })
})

describe('a step', () => {
  it('leaves nothing behind: the same question has the same answer, in any order', () => {
    const step = createStep(repair)
    const ask = (state: string, event: string, verdict: boolean) => JSON.stringify(step(state, event, () => verdict))
    const first = ask('received', 'finish', true)
    ask('waiting', 'answer', true)
    expect(ask('received', 'finish', false)).toBe('null')
    expect(ask('received', 'nope', true)).toBe('null')
    expect(ask('received', 'finish', true)).toBe(first)
  })

  it('asks the guards of its event alone, in order, and none after the first that agrees', () => {
    const asked: string[] = []
    createStep(repair)('received', 'finish', (state, event, index) => {
      asked.push(`${state} ${event} ${index}`)
      return index === 1
    })
    expect(asked).toEqual(['received finish 0', 'received finish 1'])
  })

  it('throws what a guard throws, not a wrapping of it', () => {
    const error = new Error('bang')
    const step = createStep(repair)
    const call = () =>
      step('received', 'finish', () => {
        throw error
      })
    expect(call).toThrow(error)
    expect(step('received', 'askCustomer', () => true)).toEqual({ state: 'waiting', effects: [] })
  })
})
