import * as z from 'zod'
import { id, parseInput, text } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import { authorize, notFound } from '../runtime/authorize.js'
import { followUp } from '../runtime/follow-up.js'
import { keyedCommand } from '../runtime/idempotency.js'
import { runSplit } from '../runtime/run-split.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { createInput } from '../ticket/commands/create.js'
import { merge } from '../ticket/commands/merge.js'
import { unmerge } from '../ticket/commands/unmerge.js'
import type { DuplicateDesk, LikelyDuplicate } from './duplicate-desk-types.js'
import { type AskedDuplicate, findDuplicates, openingText } from './find-duplicates.js'
import type { OnTicket } from './on-ticket.js'
import { repeatRate } from './repeat-rate.js'
import { commandOptions } from './ticket-commands.js'
import type { Ticket } from './ticket-types.js'

const possibleInput = z.strictObject({
  subject: text(LIMITS.subject),
  body: text(LIMITS.body).optional(),
  requester: id.optional(),
  category: id.optional(),
})

const splitInput = createInput
  .omit({ requester: true, body: true, attachments: true, external: true })
  .extend({ messages: z.array(id).min(1).max(LIMITS.split) })

/** The search for duplicates of one actor, and what is done about them. */
export function duplicateDesk(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  present: (record: TicketRecord) => Promise<Ticket>,
  onTicket: OnTicket,
): DuplicateDesk {
  const { store, model, clock } = runtime

  async function find(asked: AskedDuplicate): Promise<readonly LikelyDuplicate[]> {
    const found = await findDuplicates(runtime, tenant, actor, asked)
    return Promise.all(found.map(async ({ ticket, ...rest }) => ({ ticket: await present(ticket), ...rest })))
  }

  return {
    merge: onTicket(merge),
    unmerge: (ticketId, options) => onTicket(unmerge)(ticketId, {}, options),
    async split(of, ticket, options = {}) {
      const ticketId = parseInput(id, of, 'the ticket id')
      const given = parseInput(splitInput, ticket, 'split')
      const { messages, ...input } = given
      const { expectedVersion, idempotencyKey: key } = parseInput(commandOptions, options, 'split')
      const keyed = key === undefined ? null : keyedCommand(actor, 'split', key, { ticketId, input: given })
      const outcome = await runSplit(runtime, { tenant, actor, ticketId, messages, input, expectedVersion, keyed })
      return present(await followUp(runtime, outcome))
    },
    repeatRate: (input) => repeatRate(runtime, tenant, actor, input),
    async duplicates(given) {
      const ticketId = parseInput(id, given, 'the ticket id')
      const ticket = await store.load(tenant, ticketId)
      if (ticket === null) throw notFound('ticket')
      authorize(model.access, actor, 'read', ticket)
      // Whoever does not see links must not find them out by what is missing.
      const links = model.access.can(actor, 'readInternal', ticket).allow ? ticket.links : []
      const known = links.filter(({ kind }) => kind === 'duplicates' || kind === 'duplicated-by')
      return find({
        text: await openingText(store, ticket),
        requester: ticket.requester.id,
        category: ticket.category,
        at: ticket.createdAt,
        without: new Set([ticketId, ...known.map((link) => link.ticketId)]),
      })
    },
    async possibleDuplicates(given) {
      const { subject, body, requester, category } = parseInput(possibleInput, given, 'possibleDuplicates')
      authorize(model.access, actor, 'read', null)
      const ownOnly = model.access.roles.get(actor.type)?.tickets === 'own'
      return find({
        text: body === undefined ? subject : `${subject}\n${body}`,
        requester: ownOnly ? actor.id : (requester ?? null),
        category: category ?? null,
        at: clock.now(),
        without: new Set(),
      })
    },
  }
}
