import * as z from 'zod'
import { id, parseInput } from '../kernel/input.js'
import { notFound } from '../runtime/authorize.js'
import { followUp } from '../runtime/follow-up.js'
import { keyedCommand } from '../runtime/idempotency.js'
import { runCommand } from '../runtime/run-command.js'
import { runCreate } from '../runtime/run-create.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import { assign, unassign } from '../ticket/commands/assign.js'
import { attach, erase } from '../ticket/commands/attach.js'
import { type Customer, createInput } from '../ticket/commands/create.js'
import { setInputs } from '../ticket/commands/inputs.js'
import { link, unlink } from '../ticket/commands/link.js'
import { tag, unwatch, watch } from '../ticket/commands/mark.js'
import { note, reply } from '../ticket/commands/message.js'
import { accept, decline } from '../ticket/commands/offer.js'
import { setPriority } from '../ticket/commands/priority.js'
import { override, send } from '../ticket/commands/send.js'
import { setCategory, update } from '../ticket/commands/update.js'
import { refusalError, refuse } from '../ticket/refusal.js'
import type { ActorDesk, CommandOptions } from './actor-desk-types.js'
import { directoryDesk } from './directory-commands.js'
import { download, upload } from './files.js'
import { importTickets } from './import.js'
import { inboxDesk } from './inbox.js'
import { presentMessage } from './present.js'
import { readsOf } from './reads.js'
import { rehearse } from './rehearse.js'
import { slaDesk } from './sla-desk.js'

const commandOptions = z.strictObject({ expectedVersion: z.int().min(1).optional(), idempotencyKey: id.optional() })
const handleOptions = z.strictObject({ workflow: id })
const createOptions = commandOptions.omit({ expectedVersion: true })

/** The desk as one actor of one tenant. Who may do what is asked of the access policy with every call. */
export function actorDesk(runtime: Runtime, tenant: string, actor: ActorReference, customer: Customer = {}): ActorDesk {
  const { store } = runtime
  const { present, ...reads } = readsOf(runtime, tenant, actor)

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
    return runCommand(runtime, { ...request, ...(wanted && { wanted }) })
  }

  const onTicket =
    <Input>(command: TicketCommand<Input>) =>
    async (ticketId: string, input: unknown = {}, options?: CommandOptions) => {
      const outcome = await run(command, ticketId, input, options)
      return present(await followUp(runtime, outcome))
    }

  const writing = (command: typeof reply) => async (ticketId: string, input: unknown, options?: CommandOptions) => {
    const outcome = await run(command, ticketId, input, options)
    await followUp(runtime, outcome)
    const { result, messages, events } = outcome
    const message = messages[0] ?? (await store.message(tenant, result.messageId ?? ''))
    if (message === null) throw notFound('message')
    const named = events.some(({ data }) => Array.isArray(data['attachments']) && data['attachments'].length > 0)
    const hasFiles = messages.length === 0 || named
    return presentMessage(message, hasFiles ? await store.attachments(tenant, ticketId) : [])
  }

  return {
    ...reads,
    async create(given, options = {}) {
      const input = parseInput(createInput, given, 'create')
      const { idempotencyKey: key } = parseInput(createOptions, options, 'create')
      const keyed = key === undefined ? null : keyedCommand(actor, 'create', key, { ticketId: null, input })
      const outcome = await runCreate(runtime, { tenant, actor, input, customer, keyed })
      return present(await followUp(runtime, outcome))
    },
    reply: writing(reply),
    note: writing(note),
    send: onTicket(send),
    override: onTicket(override),
    assign: onTicket(assign),
    unassign: (ticketId, options) => onTicket(unassign)(ticketId, {}, options),
    accept: (ticketId, options) => onTicket(accept)(ticketId, {}, options),
    decline: onTicket(decline),
    setInputs: (ticketId, inputs, options) => onTicket(setInputs)(ticketId, { inputs }, options),
    update: onTicket(update),
    setPriority: onTicket(setPriority),
    setCategory: onTicket(setCategory),
    tag: onTicket(tag),
    watch: onTicket(watch),
    unwatch: onTicket(unwatch),
    link: onTicket(link),
    unlink: onTicket(unlink),
    attach: onTicket(attach),
    erase: (ticketId, options) => onTicket(erase)(ticketId, {}, options),
    upload: (file) => upload(runtime, tenant, actor, file),
    download: (attachmentId) => download(runtime, tenant, actor, parseInput(id, attachmentId, 'download')),
    ticket(ticketId, given) {
      const { workflow } = parseInput(handleOptions, given, 'ticket')
      const isOnWorkflow = (ticket: { readonly workflow: string }) => {
        if (ticket.workflow === workflow) return true
        const reason = { code: 'other-workflow', workflow: ticket.workflow }
        throw refusalError(
          refuse(
            'COMMAND_REFUSED',
            `The ticket is on the workflow ${ticket.workflow}; ask for it with that one.`,
            reason,
          ),
        )
      }
      return {
        id: ticketId,
        async get() {
          const ticket = await reads.get(ticketId)
          isOnWorkflow(ticket)
          return ticket as never
        },
        async send(event, options) {
          return present(await followUp(runtime, await run(send, ticketId, event, options, isOnWorkflow)))
        },
      }
    },
    import: (input) => importTickets(runtime, tenant, actor, input),
    ...slaDesk(runtime, tenant, actor),
    rehearse: (input) => rehearse(runtime, tenant, actor, input),
    inbox: inboxDesk(runtime, tenant, actor),
    directory: directoryDesk(runtime, tenant, actor),
  }
}
