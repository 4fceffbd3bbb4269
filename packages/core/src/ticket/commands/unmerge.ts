import * as z from 'zod'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'
import { moveTo } from './merge.js'

/**
 * Takes a ticket out again that was merged, with those that had been merged into it, back to the state that the merge
 * ended. What was written on the other one meanwhile stays there.
 */
export const unmerge: TicketCommand<Record<string, never>> = {
  name: 'unmerge',
  action: 'merge',
  input: z.strictObject({}),
  needs: (_, { flow }) => ({ ticket: flow.mergedInto }),
  worksWhenMerged: true,
  decide(draft, _, context) {
    const { other } = context.loaded
    const { mergedInto, mergedFrom, absorbed = [] } = draft.ticket.flow
    if (mergedInto === undefined || other === null) {
      return refuse('COMMAND_REFUSED', 'The ticket was not merged into another.', { code: 'not-merged' })
    }
    const { mergedInto: further } = other.ticket.flow
    if (further !== undefined) {
      const message = `The ticket ${mergedInto}, into which it was merged, was merged itself; take that one out of ${further} first.`
      return refuse('COMMAND_REFUSED', message, { code: 'target-merged', ticketId: mergedInto, into: further })
    }
    for (const ticketId of [draft.ticketId, ...absorbed]) {
      if (other.ticket.flow.absorbed?.includes(ticketId)) other.add({ type: 'ticket.released', data: { ticketId } })
    }
    if (draft.ticket.links.some(({ kind, ticketId }) => kind === 'duplicates' && ticketId === mergedInto)) {
      draft.add({ type: 'ticket.unlinked', data: { kind: 'duplicates', ticketId: mergedInto } })
      other.add({ type: 'ticket.unlinked', data: { kind: 'duplicated-by', ticketId: draft.ticketId } })
    }
    draft.add({ type: 'ticket.unmerged', data: { from: mergedInto } })
    if (mergedFrom !== undefined) {
      const { states, initial } = context.workflow.definition
      // It may have been migrated since to a version that has no such state.
      moveTo(draft, Object.hasOwn(states, mergedFrom) ? mergedFrom : initial, context)
    }
    return DONE
  },
}
