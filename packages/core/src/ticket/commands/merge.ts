import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { TicketRecord } from '../../store/record-types.js'
import type { CompiledWorkflow } from '../../workflow/compile.js'
import { openRequests } from '../../workflow/open-requests.js'
import { timesCome } from '../came-with.js'
import { DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { inheritPromise } from '../promises.js'
import { type Refusal, refuse } from '../refusal.js'
import { wake } from './snooze.js'

/**
 * Lets a ticket go on in another. Nothing is copied: the other one names it, and shows its messages and files. It ends
 * itself, in the same commit.
 */
export const merge: TicketCommand<{ into: string }> = {
  name: 'merge',
  action: 'merge',
  input: z.strictObject({ into: id }),
  needs: ({ into }) => ({ ticket: into }),
  worksWhenMerged: true,
  decide(draft, { into }, context) {
    const { other } = context.loaded
    if (into === draft.ticketId || other === null) {
      return refuse('COMMAND_REFUSED', 'A ticket cannot be merged with itself; name another.', {
        code: 'merge-with-itself',
      })
    }
    if (draft.ticket.flow.mergedInto === into) return DONE
    const end = endOf(context.workflow, draft.ticket)
    const refusal = refuseMerge(draft, other, end)
    if (refusal || end === null) return refusal ?? DONE
    const absorbed = [draft.ticketId, ...(draft.ticket.flow.absorbed ?? [])]
    // While both wait, so that the other one keeps what was promised for this one.
    inheritPromise(other, draft.ticket)
    linkAsDuplicate(draft, other)
    const { watchers, flow } = other.ticket
    for (const watcher of draft.ticket.watchers) {
      // Who watches the other one of his own will does not come by this one.
      if (watchers.includes(watcher) && timesCome(flow, watcher) === 0) continue
      other.add({ type: 'ticket.watched', data: { watcher, by: draft.ticketId } })
    }
    for (const ticketId of absorbed) other.add({ type: 'ticket.absorbed', data: { ticketId } })
    wake(draft, 'person')
    const { state } = draft.ticket
    draft.add({ type: 'ticket.merged', data: { into, from: state === end ? null : state, state: end } })
    return DONE
  },
}

/** The refusal of what was to be done to a ticket that was merged. */
export function refuseMerged(ticketId: string, into: string): Refusal {
  const message = `The ticket ${ticketId} was merged into ${into}, where it goes on; name that one.`
  return refuse('COMMAND_REFUSED', message, { code: 'merged', ticketId, into })
}

/** The state in which a merged ticket ends: its own if it is over, else the first from which nothing leads on. */
function endOf({ definition }: CompiledWorkflow, { state, phase }: TicketRecord): string | null {
  if (phase === 'terminal') return state
  const ends = Object.entries(definition.states).filter(([, one]) => one.phase === 'terminal')
  const [name = null] = ends.find(([, { on }]) => Object.keys(on).length === 0) ?? ends[0] ?? []
  return name
}

function refuseMerge(draft: TicketDraft, other: TicketDraft, end: string | null): Refusal | null {
  const { ticket } = draft
  const { ticket: target } = other
  if (ticket.flow.absorbed?.includes(target.id) === true) {
    const reason = { code: 'merge-circle', into: target.id, mergedInto: target.flow.mergedInto ?? ticket.id }
    return refuse('COMMAND_REFUSED', `The ticket ${target.id} was merged into this one already.`, reason)
  }
  for (const one of [ticket, target]) {
    if (one.flow.mergedInto !== undefined) return refuseMerged(one.id, one.flow.mergedInto)
  }
  if (target.phase === 'terminal') {
    const reason = { code: 'target-over', into: target.id, state: target.state }
    return refuse(
      'COMMAND_REFUSED',
      'The ticket to merge into is over; reopen it first, or merge into another.',
      reason,
    )
  }
  // An approval that is waited for ends with the merge; an answer that somebody writes must not come to nothing.
  const open = openRequests(ticket.flow).map(({ id: request }) => ({ code: 'request-open', request }))
  if (open.length > 0) {
    const message = 'Others are still asked something on this ticket; withdraw what is open, or wait for the answers.'
    return refuse('COMMAND_REFUSED', message, ...open)
  }
  if (end === null) {
    const reason = { code: 'no-end', workflow: ticket.workflow }
    return refuse('COMMAND_REFUSED', `The workflow ${ticket.workflow} has no state in which a ticket is over.`, reason)
  }
  return refuseTooMuch(ticket, target)
}

function refuseTooMuch(ticket: TicketRecord, target: TicketRecord): Refusal | null {
  const watchers = new Set([...target.watchers, ...ticket.watchers]).size
  const absorbed = (target.flow.absorbed?.length ?? 0) + (ticket.flow.absorbed?.length ?? 0) + 1
  const links = hasLink(ticket, target.id) ? 0 : Math.max(ticket.links.length, target.links.length) + 1
  const over = Object.entries({ watchers, absorbed, links } as const).filter(
    ([name, count]) => count > LIMITS[name as 'watchers' | 'absorbed' | 'links'],
  )
  if (over.length === 0) return null
  const reasons = over.map(([name]) => ({ code: name, limit: LIMITS[name as 'watchers' | 'absorbed' | 'links'] }))
  const listed = reasons.map(({ code, limit }) => `${limit} ${code}`).join(', ')
  return refuse('LIMIT_EXCEEDED', `Merged, a ticket would have more than ${listed}; remove some first.`, ...reasons)
}

function linkAsDuplicate(draft: TicketDraft, other: TicketDraft): void {
  if (hasLink(draft.ticket, other.ticketId)) return
  draft.add({ type: 'ticket.linked', data: { kind: 'duplicates', ticketId: other.ticketId } })
  other.add({ type: 'ticket.linked', data: { kind: 'duplicated-by', ticketId: draft.ticketId } })
}

function hasLink({ links }: TicketRecord, ticketId: string): boolean {
  return links.some((link) => link.kind === 'duplicates' && link.ticketId === ticketId)
}
