import type { Phase } from '../store/record-types.js'
import type { WorkflowDefinition } from './definition-types.js'

/** A state that an event can lead to. */
export interface Move {
  readonly state: string
  readonly phase: Phase
}

/** The events of some workflows, each with the states that it can lead to in any of them. */
export function movesOf(workflows: readonly WorkflowDefinition[]): ReadonlyMap<string, readonly Move[]> {
  const moves = new Map<string, Move[]>()
  for (const { states } of workflows) {
    for (const [event, transitions] of Object.values(states).flatMap(({ on }) => Object.entries(on))) {
      const found = transitions.flatMap(({ target }): Move[] => {
        const phase = states[target]?.phase
        return phase === undefined ? [] : [{ state: target, phase }]
      })
      moves.set(event, [...(moves.get(event) ?? []), ...found])
    }
  }
  return moves
}
