import type { WorkflowDefinition } from '../src/workflow/definition-types.js'

/** The states that can be reached from one, itself included. */
export function statesBehind({ states }: WorkflowDefinition, from: string): string[] {
  const reached = new Set([from])
  for (const name of reached) {
    for (const { target } of Object.values(states[name]?.on ?? {}).flat()) reached.add(target)
  }
  return [...reached]
}
