import * as z from 'zod'
import { id, parseInput, text } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import { authorize, notFound } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { merge } from '../ticket/commands/merge.js'
import { unmerge } from '../ticket/commands/unmerge.js'
import type { DuplicateDesk, LikelyDuplicate } from './duplicate-desk-types.js'
import { type AskedDuplicate, findDuplicates, openingText } from './find-duplicates.js'
import type { OnTicket } from './on-ticket.js'
import { repeatRate } from './repeat-rate.js'
import type { Ticket } from './ticket-types.js'

const possibleInput = z.strictObject({
  subject: text(LIMITS.subject),
  body: text(LIMITS.body).optional(),
  requester: id.optional(),
  category: id.optional(),
})

/** The search for duplicates of one actor. */
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
