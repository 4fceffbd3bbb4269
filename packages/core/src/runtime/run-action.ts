import type { TicketAction } from '../actions/action-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { Notification } from '../notify/notifier.js'
import { resolveRecipients } from '../notify/resolve-recipients.js'
import type { Outcome } from '../store/port.js'
import type { OutboxRecord, TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import { assign } from '../ticket/commands/assign.js'
import { watch } from '../ticket/commands/mark.js'
import { raisePriority } from '../ticket/commands/update.js'
import { isActive } from '../ticket/facts.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { keyedCommand } from './idempotency.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/**
 * Runs an action of a step or a reminder. What changes the ticket is a command under the message's id, so that it takes
 * effect once however often the message is delivered; what tells somebody carries the id on.
 */
export async function runAction(runtime: Runtime, message: OutboxRecord): Promise<Outcome> {
  const ticket = await runtime.store.load(message.tenant, message.ticketId)
  if (ticket !== null) await act(runtime, message, ticket)
  return { kind: 'done' }
}

async function act(runtime: Runtime, message: OutboxRecord, ticket: TicketRecord): Promise<void> {
  const action = message.data['action'] as unknown as TicketAction
  switch (action.action) {
    case 'notify':
      return notify(runtime, message, ticket, action)
    case 'assign': {
      const to = action.to && (await resolveRecipients(runtime.directory, ticket, [action.to]))
      const agent = action.agent ?? to?.find(({ type }) => type === 'agent')?.id
      if (agent === undefined && action.team === undefined) return
      const input = { ...(agent !== undefined && { agent }), ...(action.team !== undefined && { team: action.team }) }
      return change(runtime, message, assign, input)
    }
    case 'raisePriority':
      return change(runtime, message, raisePriority, action.to === undefined ? {} : { to: action.to })
    case 'addWatcher': {
      const meant = await resolveRecipients(runtime.directory, ticket, [action.watcher])
      for (const { type, id } of meant) {
        if (type === 'agent') await change(runtime, { ...message, id: `${message.id}.${id}` }, watch, { watcher: id })
      }
      return
    }
    case 'effect':
      // The outbox hands it to the host's own handler.
      return
  }
}

async function notify(
  runtime: Runtime,
  message: OutboxRecord,
  ticket: TicketRecord,
  action: TicketAction & { action: 'notify' },
): Promise<void> {
  const { tenant, id, ticketId, seq, data } = message
  const recipients = await resolveRecipients(runtime.directory, ticket, action.to)
  // What else the step does is nobody's news.
  const told = Object.entries(data['data'] as JsonObject).filter(([name]) => name !== 'actions')
  await runtime.notifier.notify(
    recipients.map((recipient): Notification => {
      return {
        tenant,
        id: `${id}.${recipient.type}.${recipient.id}`,
        recipient,
        ticketId,
        kind: action.kind ?? 'ticket.changed',
        data: { seq, ...Object.fromEntries(told) },
        createdAt: data['occurredAt'] as number,
      }
    }),
  )
}

async function change<Input>(
  runtime: Runtime,
  { tenant, ticketId, id }: OutboxRecord,
  command: TicketCommand<Input>,
  input: Input,
): Promise<void> {
  await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command,
    input,
    cause: { kind: 'effect', id },
    keyed: keyedCommand(SYSTEM_ACTOR, command.name, id, { ticketId, input: id }),
    // What was done meanwhile needs no help any more.
    wanted: ({ phase }) => isActive(phase),
  })
}
