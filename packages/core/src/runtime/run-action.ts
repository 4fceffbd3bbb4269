import type { TicketAction } from '../actions/action-types.js'
import type { Outcome } from '../store/port.js'
import type { OutboxRecord } from '../store/record-types.js'
import { ACTION_RUNS, type ActionContext } from './action-runs.js'
import { leftToOthers } from './claimed-work.js'
import type { Runtime } from './runtime.js'

/**
 * Runs an action of a step or a reminder. What changes the ticket is a command under the message's id, so that it takes
 * effect once however often the message is delivered; what tells somebody carries the id on.
 */
export async function runAction(runtime: Runtime, message: OutboxRecord): Promise<Outcome> {
  const action = message.data['action'] as unknown as TicketAction
  const run = (ACTION_RUNS as Record<string, (context: ActionContext, action: never) => Promise<void>>)[action.action]
  if (!run) return leftToOthers(`this node does not know the action ${action.action}`)
  const ticket = await runtime.store.load(message.tenant, message.ticketId)
  if (ticket !== null) await run({ runtime, message, ticket }, action as never)
  return { kind: 'done' }
}
