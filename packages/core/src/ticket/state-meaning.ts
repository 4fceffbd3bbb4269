import type { Instant } from '../kernel/clock.js'
import { addDuration } from '../kernel/duration.js'
import type { Phase } from '../store/record-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { Stamp } from './draft.js'

/** What a stay in a state means outside its workflow; written on the event that begins it. */
export interface StateMeaning {
  readonly phase: Phase
  /** Whether the SLA clocks stand still. */
  readonly paused: boolean
  /** When the state's time-out sends its event; null when it has none, and for what an import tells. */
  readonly timeoutAt: Instant | null
}

/** What a stay in a state means that begins now. */
export function stateMeaning(workflow: CompiledWorkflow, state: string, stamp: Stamp): StateMeaning {
  const definition = workflow.definition.states[state]
  const timeout = stamp.cause?.kind === 'import' ? null : definition?.timeout
  return {
    phase: definition?.phase ?? 'open',
    paused: definition?.tags.includes('sla-paused') ?? false,
    timeoutAt: timeout ? addDuration(stamp.at, timeout.after) : null,
  }
}
