import type { TicketAction } from '../actions/action-types.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import { ACTION_RUNS, type ActionContext } from './action-runs.js'
import { unknownHere } from './claimed-work.js'
import type { Runtime } from './runtime.js'

/**
 * Runs an action of a step or a reminder. What changes the ticket is a command under the message's id, so that it takes
 * effect once however often the message is delivered; what tells somebody carries the id on.
 */
export async function runAction(runtime: Runtime, { message, attempts }: LeasedMessage): Promise<Outcome> {
  const action = message.data['action'] as unknown as TicketAction
  const run = (ACTION_RUNS as Record<string, (context: ActionContext, action: never) => Promise<void>>)[action.action]
  if (!run) {
    const what = `action ${action.action} of ticket ${message.ticketId}`
    return unknownHere(runtime, what, attempts, `this node does not know the action ${action.action}`)
  }
  const ticket = await runtime.store.load(message.tenant, message.ticketId)
  if (ticket !== null) await run({ runtime, message, ticket }, action as never)
  return { kind: 'done' }
}
