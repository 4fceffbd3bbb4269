import type { TimerLeaseReference } from '../store/commit-types.js'
import type { TicketRecord } from '../store/record-types.js'
import { route } from '../ticket/commands/route.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import type { CommandOutcome } from './outcome.js'
import { recordAtVersion, routedVersion } from './past.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** Runs the routing policy for a ticket that waits for an agent, as a command of its own. */
export function routeTicket(
  runtime: Runtime,
  ticket: { readonly tenant: string; readonly ticketId: string },
  settles: TimerLeaseReference | null = null,
): Promise<CommandOutcome> {
  return runCommand(runtime, {
    ...ticket,
    actor: SYSTEM_ACTOR,
    command: route,
    input: {},
    cause: { kind: 'routing', id: runtime.model.routing?.id ?? 'none' },
    settles,
  })
}

/**
 * Routes at once what a command left waiting. The command is committed with a timer that asks for the same, so what
 * fails here, or dies with the process, is done by the next worker.
 */
export async function routeNow(runtime: Runtime, outcome: CommandOutcome): Promise<TicketRecord> {
  const { ticket } = outcome
  if (runtime.store.transaction === 'host' || !outcome.asksForRouting) return ticket
  const { tenant, id: ticketId, version } = ticket
  try {
    const routed = await routeTicket(runtime, { tenant, ticketId })
    if (routed.events.length > 0) return routed.ticket
    // A worker was faster, and more may have happened since: the answer is the ticket as the routing left it, always.
    const by = await routedVersion(runtime.store, tenant, ticketId, version)
    return (by && (await recordAtVersion(runtime.store, tenant, ticketId, by))) || ticket
  } catch (error) {
    runtime.report(error)
    return ticket
  }
}
