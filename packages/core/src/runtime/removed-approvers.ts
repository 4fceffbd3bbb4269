import type { TicketRecord } from '../store/record-types.js'
import { approversThatCount } from '../ticket/void-approvals.js'
import type { Runtime } from './runtime.js'

const NOBODY: ReadonlySet<string> = new Set()

/** Those on whom the ticket's approvals depend who work at the desk no more. Of whom the directory knows nothing, it is believed. */
export async function removedApprovers(
  { directory }: Pick<Runtime, 'directory'>,
  ticket: TicketRecord,
): Promise<ReadonlySet<string>> {
  if (ticket.flow.approvals === undefined) return NOBODY
  const asked = approversThatCount(ticket)
  const known = await Promise.all(asked.map((agent) => directory.agent(ticket.tenant, agent)))
  return new Set(known.flatMap((agent) => (agent?.status === 'removed' ? [agent.id] : [])))
}
