import { presenceOf } from '../routing/presence.js'
import type { AgentRecord } from '../store/record-types.js'
import { handBack } from '../ticket/commands/assign.js'
import { ROUTE_TIMER } from '../ticket/consequences.js'
import { holderOf } from '../ticket/counters.js'
import { hopsOf, withHops } from '../ticket/hops.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import type { CommandOutcome } from './outcome.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** Whether an agent has left. The end of a shift is no departure: work stays on the desk over night. */
export function hasLeft({ model, clock }: Runtime, agent: AgentRecord): boolean {
  const { code } = presenceOf(agent, model.calendars, clock.now())
  return code === 'away' || code === 'vacation' || code === 'removed'
}

/**
 * Takes a ticket back from whoever left while it was decided who gets it: whoever took back what the agent held may have
 * looked just before. Null where that is nobody.
 *
 * @param byPerson - whether a person gave it, who may give it to somebody absent, and to nobody removed
 */
export async function takenBack(
  runtime: Runtime,
  { ticket, events }: CommandOutcome,
  byPerson: boolean,
): Promise<CommandOutcome | null> {
  const { tenant, id: ticketId } = ticket
  const holder = holderOf(ticket)
  if (holder === null || !events.some(({ type }) => type === 'ticket.assigned' || type === 'ticket.offered'))
    return null
  const agent = await runtime.directory.agent(tenant, holder)
  if (agent === null || !(byPerson ? agent.status === 'removed' : hasLeft(runtime, agent))) return null
  const cause = { kind: 'routing', id: ROUTE_TIMER, ...withHops(hopsOf(events)) } as const
  const request = { tenant, ticketId, actor: SYSTEM_ACTOR, command: handBack, input: { agent: holder }, cause }
  const outcome = await runCommand(runtime, request)
  return outcome.events.length > 0 ? outcome : null
}
