import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { LinkKind } from '../../store/record-types.js'
import { DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { inheritPromise } from '../promises.js'
import { type Refusal, refuse } from '../refusal.js'
import { refuseMerged } from './merge.js'

/** Every kind of link with the kind that the other ticket carries. */
const INVERSE_LINKS: Readonly<Record<LinkKind, LinkKind>> = {
  related: 'related',
  duplicates: 'duplicated-by',
  'duplicated-by': 'duplicates',
  'parent-of': 'child-of',
  'child-of': 'parent-of',
  causes: 'caused-by',
  'caused-by': 'causes',
}

/**
 * The kinds of which no ticket may be its own, directly or through others, as they lead upwards. Rules act along them.
 */
const UPWARDS: Partial<Readonly<Record<LinkKind, LinkKind>>> = {
  'child-of': 'child-of',
  'parent-of': 'child-of',
  'caused-by': 'caused-by',
  causes: 'caused-by',
}

const input = z.strictObject({
  kind: z.enum(Object.keys(INVERSE_LINKS) as [LinkKind, ...LinkKind[]]),
  ticketId: id,
})

/** Links two tickets of the tenant, both in one commit. */
export const link: TicketCommand<{ kind: LinkKind; ticketId: string }> = {
  name: 'link',
  action: 'link',
  input,
  needs({ kind, ticketId }, { id: own }) {
    const upwards = UPWARDS[kind]
    if (upwards === undefined) return { ticket: ticketId }
    return { ticket: ticketId, linkedFrom: { ticket: upwards === kind ? ticketId : own, kind: upwards } }
  },
  decide(draft, { kind, ticketId }, { loaded: { other, linked } }) {
    if (ticketId === draft.ticketId || other === null) {
      return refuse('COMMAND_REFUSED', 'A ticket cannot be linked to itself; name another.', { code: 'link-to-itself' })
    }
    const merged = refuseOtherMerged(other)
    if (merged) return merged
    for (const { ticket } of [draft, other]) {
      if (ticket.links.length >= LIMITS.links) {
        return refuse('LIMIT_EXCEEDED', `A ticket has at most ${LIMITS.links} links; remove some first.`, {
          code: 'links',
          limit: LIMITS.links,
        })
      }
    }
    if (hasLink(draft.ticket.links, kind, ticketId)) return DONE
    if (linked.ids.has(UPWARDS[kind] === kind ? draft.ticketId : ticketId)) {
      const message = `The ticket ${ticketId} is linked the other way round already, directly or through others; remove that link first.`
      return refuse('COMMAND_REFUSED', message, { code: 'link-circle', kind, ticketId })
    }
    if (!linked.whole) {
      const message = `Links lead upwards to more than ${LIMITS.linkedThrough} tickets; remove some of them first.`
      return refuse('LIMIT_EXCEEDED', message, { code: 'linked-through', limit: LIMITS.linkedThrough })
    }
    draft.add({ type: 'ticket.linked', data: { kind, ticketId } })
    other.add({ type: 'ticket.linked', data: { kind: INVERSE_LINKS[kind], ticketId: draft.ticketId } })
    if (kind === 'duplicates') inheritPromise(other, draft.ticket)
    if (kind === 'duplicated-by') inheritPromise(draft, other.ticket)
    return DONE
  },
}

/** Removes a link from both tickets. */
export const unlink: TicketCommand<{ kind: LinkKind; ticketId: string }> = {
  name: 'unlink',
  action: 'link',
  input,
  needs: ({ ticketId }) => ({ ticket: ticketId }),
  decide(draft, { kind, ticketId }, { loaded: { other } }) {
    const merged = other && refuseOtherMerged(other)
    if (merged) return merged
    if (other === null || !hasLink(draft.ticket.links, kind, ticketId)) return DONE
    draft.add({ type: 'ticket.unlinked', data: { kind, ticketId } })
    other.add({ type: 'ticket.unlinked', data: { kind: INVERSE_LINKS[kind], ticketId: draft.ticketId } })
    return DONE
  },
}

/** A merged ticket's links stay as they are, from whichever end they are named; an import of its past does not ask. */
function refuseOtherMerged({ ticketId, ticket, stamp }: TicketDraft): Refusal | null {
  const { mergedInto } = ticket.flow
  return mergedInto === undefined || stamp.cause?.kind === 'import' ? null : refuseMerged(ticketId, mergedInto)
}

function hasLink(links: readonly { kind: LinkKind; ticketId: string }[], kind: LinkKind, ticketId: string): boolean {
  return links.some((present) => present.kind === kind && present.ticketId === ticketId)
}
