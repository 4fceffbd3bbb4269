import * as z from 'zod'
import { id, parseInput } from '../kernel/input.js'
import { notFound } from '../runtime/authorize.js'
import { followUp } from '../runtime/follow-up.js'
import { keyedCommand } from '../runtime/idempotency.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import { doWhereItGoesOn } from '../runtime/where-it-goes-on.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import type { CommandOptions } from './actor-desk-types.js'
import { presentMessage } from './present.js'
import type { Message, Ticket } from './ticket-types.js'

/** What every command takes besides its input. */
export const commandOptions = z.strictObject({
  expectedVersion: z.int().min(1).optional(),
  idempotencyKey: id.optional(),
})

/** The ways in which one actor of one tenant gives commands on tickets. */
export type TicketCommands = ReturnType<typeof ticketCommands>

/** Makes what runs the commands of one actor of one tenant. */
export function ticketCommands(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  present: (record: TicketRecord) => Promise<Ticket>,
) {
  const { store } = runtime

  /** Checks what was given and runs the command. */
  async function run<Input>(
    command: TicketCommand<Input>,
    ticketId: string,
    given: unknown,
    options: CommandOptions = {},
    wanted?: (ticket: TicketRecord) => boolean,
  ) {
    const input = parseInput(command.input, given, command.name)
    const { expectedVersion, idempotencyKey: key } = parseInput(commandOptions, options, command.name)
    parseInput(id, ticketId, 'the ticket id')
    const keyed = key === undefined ? null : keyedCommand(actor, command.name, key, { ticketId, input })
    const request = { tenant, actor, command, ticketId, input, cause: null, expectedVersion, keyed }
    if (command.followsMerge) return doWhereItGoesOn(runtime, request)
    return runCommand(runtime, { ...request, ...(wanted && { wanted }) })
  }

  /** A command as a method that gives the ticket. */
  const onTicket =
    <Input>(command: TicketCommand<Input>) =>
    async (ticketId: string, input: unknown = {}, options?: CommandOptions) => {
      const outcome = await run(command, ticketId, input, options)
      return present(await followUp(runtime, outcome))
    }

  /** A command as a method that gives the message which it wrote. */
  const writing =
    <Input>(command: TicketCommand<Input>) =>
    async (ticketId: string, input: unknown, options?: CommandOptions): Promise<Message> => {
      const outcome = await run(command, ticketId, input, options)
      await followUp(runtime, outcome)
      const { result, messages, events } = outcome
      const [message] = messages.length > 0 ? messages : await store.messages(tenant, [result.messageId ?? ''])
      if (!message) throw notFound('message')
      const named = events.some(({ data }) => Array.isArray(data['attachments']) && data['attachments'].length > 0)
      const hasFiles = messages.length === 0 || named
      return presentMessage(message, hasFiles ? await store.attachments(tenant, message.ticketId) : [])
    }

  return { run, onTicket, writing }
}
