import type { StepContext } from '../src/workflow/compile.js'
import { compileWorkflow } from '../src/workflow/compile.js'
import { defineWorkflow } from '../src/workflow/define.js'
import type { Guard } from '../src/workflow/guard.js'
import { AGENT, START, ticketRecord } from './records.js'

/** A context in which everything is permitted, changed as given. */
export function stepContext(changes: Partial<StepContext> = {}): StepContext {
  return { ticket: ticketRecord(), actor: AGENT, now: START, permits: () => true, ...changes }
}

/** What of a transition a test names. */
export interface ToSolved {
  readonly guards?: readonly { readonly type: string; readonly params?: Record<string, number> }[]
  readonly roles?: readonly string[]
  readonly effects?: readonly string[]
  readonly target?: 'open' | 'solved' | 'closed'
}

/** A compiled workflow that goes from `open` by `solve` along these transitions, tried in order. */
export function solving(guards: readonly Guard[], ...transitions: readonly ToSolved[]) {
  return compileWorkflow(
    defineWorkflow({
      id: 'solving',
      version: 1,
      initial: 'open',
      states: {
        open: { tags: ['open'], on: { solve: transitions.map((given) => ({ target: 'solved' as const, ...given })) } },
        solved: { tags: ['solved'], on: { close: 'closed' } },
        closed: { tags: ['terminal'] },
      },
    }),
    guards,
  )
}
