import { type CommandRequest, decide } from './decide.js'
import { decideAndCommit } from './decide-and-commit.js'
import type { CommandOutcome } from './outcome.js'
import type { Runtime } from './runtime.js'

/** The one way of every command on a ticket. */
export function runCommand<Input>(runtime: Runtime, request: CommandRequest<Input>): Promise<CommandOutcome> {
  const { action, retriesWhenFull = false } = request.command
  return decideAndCommit(runtime, {
    ...request,
    action,
    retriesWhenFull,
    decide: (before) => decide(runtime, request, before),
  })
}
