import type { InputIssue } from '../kernel/error.js'
import type { Phase } from '../store/record-types.js'
import type { WorkflowDefinition } from './definition-types.js'
import { stageIssues } from './stage-issues.js'

const PHASES: readonly Phase[] = ['open', 'waiting', 'solved', 'terminal']

/** What is wrong with how a workflow hangs together: phases, targets, time-outs, ways out. */
export function structureIssues(workflow: WorkflowDefinition): InputIssue[] {
  const issues: InputIssue[] = []
  const report = (path: (string | number)[], code: string, message: string) => issues.push({ path, code, message })
  const names = Object.keys(workflow.states)
  const known = new Set(names)
  const listed = names.join(', ')

  if (!known.has(workflow.initial)) {
    report(['initial'], 'unknown_state', `${workflow.initial} is not a state; the states are ${listed}`)
  }
  for (const [name, state] of Object.entries(workflow.states)) {
    const phases = PHASES.filter((phase) => state.tags.includes(phase))
    if (phases.length !== 1) {
      report(
        ['states', name, 'tags'],
        'phase',
        `must hold exactly one of ${PHASES.join(', ')}, and holds ${phases.join(', ') || 'none'}`,
      )
    }
    for (const [event, transitions] of Object.entries(state.on)) {
      for (const transition of transitions) {
        if (!known.has(transition.target)) {
          report(
            ['states', name, 'on', event],
            'unknown_state',
            `${transition.target} is not a state; the states are ${listed}`,
          )
        }
      }
    }
    if (state.timeout && !Object.hasOwn(state.on, state.timeout.send)) {
      report(['states', name, 'timeout', 'send'], 'unknown_event', `the state has no event ${state.timeout.send}`)
    }
  }
  issues.push(...stageIssues(workflow))
  if (issues.length > 0) return issues

  const ending = statesThatEnd(workflow)
  if (!names.some((name) => workflow.states[name]?.phase === 'terminal')) {
    report(['states'], 'no_terminal', 'no state is tagged terminal')
  } else {
    for (const name of names) {
      if (!ending.has(name)) {
        report(['states', name], 'no_way_out', 'no path leads from here to a state tagged terminal')
      }
    }
  }
  return issues
}

function statesThatEnd(workflow: WorkflowDefinition): Set<string> {
  const ending = new Set<string>()
  let grown = true
  while (grown) {
    grown = false
    for (const [name, state] of Object.entries(workflow.states)) {
      if (ending.has(name)) continue
      const targets = Object.values(state.on).flatMap((transitions) => transitions.map(({ target }) => target))
      if (state.phase === 'terminal' || targets.some((target) => ending.has(target))) {
        ending.add(name)
        grown = true
      }
    }
  }
  return ending
}
