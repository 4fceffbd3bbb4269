import type { TicketRecord } from '../store/record-types.js'
import { approversThatCount, withoutVoid } from '../ticket/void-approvals.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { Runtime } from './runtime.js'

const NOBODY: ReadonlySet<string> = new Set()

/**
 * Those on whom the ticket's approvals depend who work at the desk no more. Of whom the directory knows nothing, it is
 * believed; of those on whom nothing depends any more, it is not asked.
 *
 * @param anywhere - the ticket may come to any state, whatever the workflow says
 */
export async function removedApprovers(
  { directory }: Pick<Runtime, 'directory'>,
  ticket: TicketRecord,
  { definition }: Pick<CompiledWorkflow, 'definition'>,
  anywhere = false,
): Promise<ReadonlySet<string>> {
  if (ticket.flow.approvals === undefined) return NOBODY
  const asked = approversThatCount(ticket, definition, anywhere)
  const known = await Promise.all(asked.map((agent) => directory.agent(ticket.tenant, agent)))
  return new Set(known.flatMap((agent) => (agent?.status === 'removed' ? [agent.id] : [])))
}

/** The ticket as a command would find it: without the approvals that are void because agents have left. */
export async function standingTicket(
  runtime: Pick<Runtime, 'directory'>,
  ticket: TicketRecord,
  workflow: Pick<CompiledWorkflow, 'definition'>,
): Promise<TicketRecord> {
  return withoutVoid(ticket, await removedApprovers(runtime, ticket, workflow))
}
