import * as z from 'zod'
import { id, parseInput } from '../kernel/input.js'
import { followUp } from '../runtime/follow-up.js'
import { keyedCommand } from '../runtime/idempotency.js'
import { runCreate } from '../runtime/run-create.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference } from '../store/record-types.js'
import { archive, unarchive } from '../ticket/commands/archive.js'
import { assign, unassign } from '../ticket/commands/assign.js'
import { attach, erase } from '../ticket/commands/attach.js'
import { type Customer, createInput } from '../ticket/commands/create.js'
import { setInputs } from '../ticket/commands/inputs.js'
import { link, unlink } from '../ticket/commands/link.js'
import { tag, unwatch, watch } from '../ticket/commands/mark.js'
import { accept, decline } from '../ticket/commands/offer.js'
import { setPriority } from '../ticket/commands/priority.js'
import { note, reply } from '../ticket/commands/reply.js'
import { override, send } from '../ticket/commands/send.js'
import { setCategory, update } from '../ticket/commands/update.js'
import { refusalError, refuse } from '../ticket/refusal.js'
import type { ActorDesk } from './actor-desk-types.js'
import { approvalDesk } from './approval-desk.js'
import { categoriesDesk } from './categories-desk.js'
import { closedLoopDesk } from './closed-loop-desk.js'
import { collaborationDesk } from './collaboration-desk.js'
import { deadLettersDesk } from './dead-letters-desk.js'
import { directoryDesk } from './directory-commands.js'
import { duplicateDesk } from './duplicate-desk.js'
import { download, upload } from './files.js'
import { formFor } from './form-desk.js'
import { importTickets } from './import.js'
import { inboxDesk } from './inbox.js'
import { intakeDesk } from './intake-desk.js'
import { macroDesk } from './macro-desk.js'
import { migrationDesk } from './migration-desk.js'
import { readsOf } from './reads.js'
import { rehearse } from './rehearse.js'
import { rulesDesk } from './rules-desk.js'
import { searchDesk } from './search-desk.js'
import { slaDesk } from './sla-desk.js'
import { stageDesk } from './stage-desk.js'
import { commandOptions, ticketCommands } from './ticket-commands.js'
import { viewDesk } from './view-desk.js'
import { webhookDesk } from './webhook-desk.js'

const handleOptions = z.strictObject({ workflow: id })
const createOptions = commandOptions.omit({ expectedVersion: true })

/** The desk as one actor of one tenant. Who may do what is asked of the access policy with every call. */
export function actorDesk(runtime: Runtime, tenant: string, actor: ActorReference, customer: Customer = {}): ActorDesk {
  const { present, ...reads } = readsOf(runtime, tenant, actor)

  const commands = ticketCommands(runtime, tenant, actor, present)
  const { run, onTicket, writing } = commands

  const own = {
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
    archive: (ticketId, options) => onTicket(archive)(ticketId, {}, options),
    unarchive: (ticketId, options) => onTicket(unarchive)(ticketId, {}, options),
    views: viewDesk(runtime, tenant, actor, reads.list),
    rehearse: (input) => rehearse(runtime, tenant, actor, input),
    rules: rulesDesk(runtime, tenant, actor),
    inbox: inboxDesk(runtime, tenant, actor),
    directory: directoryDesk(runtime, tenant, actor),
    categories: categoriesDesk(runtime, tenant, actor),
    webhooks: webhookDesk(runtime, tenant, actor),
    form: (input) => formFor(runtime, tenant, actor, input),
  } satisfies Partial<ActorDesk>
  return joined(
    own,
    reads,
    deadLettersDesk(runtime, tenant, actor, commands),
    slaDesk(runtime, tenant, actor),
    searchDesk(runtime, tenant, actor, present),
    duplicateDesk(runtime, tenant, actor, present, onTicket),
    stageDesk(runtime, tenant, actor, onTicket),
    approvalDesk(onTicket),
    migrationDesk(runtime, tenant, actor),
    closedLoopDesk(onTicket),
    intakeDesk(runtime, tenant, actor, present),
    collaborationDesk(runtime, commands),
    macroDesk(runtime, actor, commands, onTicket),
  )
}

type Joined<Parts> = Parts extends readonly [infer First, ...infer Rest] ? First & Joined<Rest> : unknown

/** One object of several. Spread into a literal, so many methods take twenty times as long to become an object. */
function joined<const Parts extends readonly object[]>(...parts: Parts): Joined<Parts> {
  return Object.assign({}, ...parts) as Joined<Parts>
}
