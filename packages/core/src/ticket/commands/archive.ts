import * as z from 'zod'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'

/** Puts a ticket that is over out of the lists; it is still found. Nothing when it is archived already. */
export const archive: TicketCommand<Record<string, never>> = {
  name: 'archive',
  action: 'archive',
  input: z.strictObject({}),
  worksInAnyState: true,
  worksWhenMerged: true,
  decide(draft) {
    const { phase, flow } = draft.ticket
    if (phase !== 'terminal') {
      const reason = { code: 'not-over', phase }
      return refuse('COMMAND_REFUSED', 'Only a ticket that is over can be archived; close it first.', reason)
    }
    if (flow.archivedAt === undefined) draft.add({ type: 'ticket.archived', data: {} })
    return DONE
  },
}

/** Brings an archived ticket back into the lists; nothing when it is not archived. */
export const unarchive: TicketCommand<Record<string, never>> = {
  name: 'unarchive',
  action: 'archive',
  input: z.strictObject({}),
  worksInAnyState: true,
  worksWhenMerged: true,
  decide(draft) {
    if (draft.ticket.flow.archivedAt !== undefined) draft.add({ type: 'ticket.unarchived', data: {} })
    return DONE
  },
}
