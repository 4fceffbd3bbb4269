import { DocketError } from '../kernel/error.js'
import type { TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import { type CompiledWorkflow, compileWorkflow } from '../workflow/compile.js'
import type { Runtime } from './runtime.js'

/** The workflow version that a ticket is on; a ticket in a state that it does not have is left alone. */
export async function workflowOf(runtime: Runtime, ticket: TicketRecord): Promise<CompiledWorkflow> {
  const { workflow: id, workflowVersion: version } = ticket
  const workflow = await versionOf(runtime, ticket)
  if (workflow.definition.states[ticket.state] !== undefined) return workflow
  throw new DocketError(
    'STATE_UNKNOWN',
    `The ticket is in the state ${ticket.state}, which version ${version} of the workflow ${id} does not have. Override its state.`,
    { state: ticket.state, workflow: id, version },
  )
}

/** The workflow version that a ticket is on, whatever its state. */
async function versionOf(runtime: Runtime, ticket: TicketRecord): Promise<CompiledWorkflow> {
  const { workflow: id, workflowVersion: version } = ticket
  return runtime.book.atHand(id, version) ?? (await runtime.book.find(ticket.tenant, id, version))
}

/** The workflow version by which a command is decided on a ticket. */
export async function workflowFor<Input>(
  runtime: Runtime,
  { worksInAnyState, worksOnAnyVersion }: TicketCommand<Input>,
  ticket: TicketRecord,
): Promise<CompiledWorkflow> {
  if (!worksInAnyState) return workflowOf(runtime, ticket)
  try {
    return await versionOf(runtime, ticket)
  } catch (error) {
    if (!worksOnAnyVersion || !DocketError.is(error, 'DEFINITION_UNKNOWN')) throw error
    return standIn(ticket)
  }
}

/** A version of which nothing is known but the ticket's own state: it sends no event, and nothing leads out of it. */
function standIn({ workflow: id, workflowVersion: version, state, phase }: TicketRecord): CompiledWorkflow {
  const only = { phase, tags: [phase], label: null, color: null, on: {}, timeout: null }
  return compileWorkflow({ id, version, label: null, initial: state, states: { [state]: only } })
}
