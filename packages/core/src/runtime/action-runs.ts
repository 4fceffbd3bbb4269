import type { ActionName, ActionOf } from '../actions/action-schema.js'
import type { TicketAction } from '../actions/action-types.js'
import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { Notification } from '../notify/notifier.js'
import { agentsMeantBy, resolveRecipients } from '../notify/resolve-recipients.js'
import type { ActorReference, OutboxRecord, TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import { assign } from '../ticket/commands/assign.js'
import { watch } from '../ticket/commands/mark.js'
import { raisePriority } from '../ticket/commands/priority.js'
import { isActive } from '../ticket/facts.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { followUp } from './follow-up.js'
import { keyedCommand } from './idempotency.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** An action on its way: what asked for it, and the ticket as it is now. */
export interface ActionContext {
  readonly runtime: Runtime
  readonly message: OutboxRecord
  readonly ticket: TicketRecord
}

/** What each action does. Each may be run again under the same message, and takes effect once. */
export const ACTION_RUNS: {
  readonly [Name in ActionName]: (context: ActionContext, action: ActionOf<Name>) => Promise<void>
} = {
  async notify(context, { to, kind = 'ticket.changed' }) {
    await tell(context, await resolveRecipients(context.runtime.directory, context.ticket, to), kind)
  },
  async assign(context, action) {
    const meant = action.to && (await agentsMeantBy(context.runtime.directory, context.ticket, action.to))
    if (meant?.length === 0) return tellOfFailure(context, action, 'nobody-meant')
    if (context.ticket.facts.assignments >= MOST_ASSIGNMENTS)
      return tellOfFailure(context, action, 'too-many-assignments')
    const agent = action.agent ?? meant?.[0]
    const { team } = action
    await change(context, action, assign, {
      ...(agent !== undefined && { agent }),
      ...(team !== undefined && { team }),
    })
  },
  raisePriority: (context, action) =>
    change(context, action, raisePriority, action.to === undefined ? {} : { to: action.to }),
  async addWatcher(context, action) {
    const meant = await agentsMeantBy(context.runtime.directory, context.ticket, action.watcher)
    if (meant.length === 0) return tellOfFailure(context, action, 'nobody-meant')
    for (const watcher of meant) await change(context, action, watch, { watcher }, `.${watcher}`)
  },
  // The outbox hands it to the host's own handler.
  effect: async () => {},
}

const LEADS: ActorReference = { type: 'role', id: 'lead' }

/** A ticket that has changed hands so often is not handed on by a ladder any more: it may go round in a circle. */
const MOST_ASSIGNMENTS = 30

/** Refusals that no later attempt will turn into a success soon enough: people are to know instead. */
const HOPELESS = ['COMMAND_REFUSED', 'CAPACITY_EXCEEDED', 'LIMIT_EXCEEDED'] as const

async function tell(
  { runtime, message }: ActionContext,
  recipients: readonly ActorReference[],
  kind: string,
  more: JsonObject = {},
): Promise<void> {
  const { tenant, id, ticketId, seq, data } = message
  // What else the step does is nobody's news.
  const told = Object.entries(data['data'] as JsonObject).filter(([name]) => name !== 'actions')
  await runtime.notifier.notify(
    recipients.map((recipient): Notification => {
      return {
        tenant,
        id: `${id}.${recipient.type}.${recipient.id}`,
        recipient,
        ticketId,
        kind,
        // What the desk promises itself is not for the customer, who sees what is expected.
        data: recipient.type === 'requester' ? { seq } : { seq, ...Object.fromEntries(told), ...more },
        createdAt: data['occurredAt'] as number,
      }
    }),
  )
}

async function tellOfFailure(context: ActionContext, action: TicketAction, code: string): Promise<void> {
  await tell(context, [LEADS], 'action.failed', { action: action.action, code })
}

async function change<Input>(
  context: ActionContext,
  action: TicketAction,
  command: TicketCommand<Input>,
  input: Input,
  apart = '',
): Promise<void> {
  const { tenant, ticketId, id } = context.message
  const cause = { kind: 'effect', id } as const
  try {
    const outcome = await runCommand(context.runtime, {
      tenant,
      ticketId,
      actor: SYSTEM_ACTOR,
      command,
      input,
      cause,
      // It counts as of its step, however late it runs.
      dueAt: context.message.data['occurredAt'] as number,
      // Whom the directory means can change between two attempts: the message alone is the key.
      keyed: keyedCommand(SYSTEM_ACTOR, command.name, `${id}${apart}`, { ticketId, input: id }),
      // What was done meanwhile needs no help any more.
      wanted: ({ phase }) => isActive(phase),
    })
    await followUp(context.runtime, outcome)
  } catch (error) {
    const code = HOPELESS.find((one) => DocketError.is(error, one))
    if (code === undefined) throw error
    await tellOfFailure(context, action, code)
  }
}
