import * as z from 'zod'
import { timesCome } from '../came-with.js'
import { type CommandContext, DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { refuse } from '../refusal.js'
import { enterStage, leaveStage } from '../stage.js'
import { stateMeaning } from '../state-meaning.js'

/**
 * Takes a ticket out again that was merged, with those that had been merged into it, back to the state that the merge
 * ended. What was written on the other one meanwhile stays there; who came to watch it by this one goes.
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
    const released = [draft.ticketId, ...absorbed]
    takeProofsBack(other, released)
    takeWatchersBack(other, draft)
    for (const ticketId of released.slice(1)) {
      if (other.ticket.flow.absorbed?.includes(ticketId)) other.add({ type: 'ticket.released', data: { ticketId } })
    }
    if (draft.ticket.links.some(({ kind, ticketId }) => kind === 'duplicates' && ticketId === mergedInto)) {
      draft.add({ type: 'ticket.unlinked', data: { kind: 'duplicates', ticketId: mergedInto } })
      other.add({ type: 'ticket.unlinked', data: { kind: 'duplicated-by', ticketId: draft.ticketId } })
    }
    const back = mergedFrom === undefined ? null : placeToGoBackTo(draft, mergedFrom, context)
    // It may have been migrated since to a version in which another stage lasts there.
    if (back !== null) leaveStage(draft, back.state, context)
    draft.add({ type: 'ticket.unmerged', data: { from: mergedInto, back } })
    if (back !== null) enterStage(draft, context)
    return DONE
  },
}

/** Where it goes on: in the state that the merge ended, or in its version's first one if that has none of the name. */
function placeToGoBackTo({ stamp }: TicketDraft, from: string, { workflow }: CommandContext) {
  const { states, initial } = workflow.definition
  const state = Object.hasOwn(states, from) ? from : initial
  return { state, ...stateMeaning(workflow, state, stamp) }
}

/** Takes the check from the items of the other ticket that a file of these proves: it is another's file again. */
function takeProofsBack(other: TicketDraft, released: readonly string[]): void {
  const { stage, checks = {} } = other.ticket.flow
  if (stage === undefined) return
  for (const [item, { fileOf }] of Object.entries(checks)) {
    if (fileOf === undefined || !released.includes(fileOf)) continue
    other.add({ type: 'item.unchecked', data: { stage: stage.name, item } })
  }
}

function takeWatchersBack(other: TicketDraft, { ticket, ticketId }: TicketDraft): void {
  const came = ticket.watchers.filter((watcher) => timesCome(other.ticket.flow, watcher) > 0)
  for (const watcher of came) {
    if (timesCome(other.ticket.flow, watcher) === 1) other.add({ type: 'ticket.unwatched', data: { watcher } })
  }
  // Others brought the rest too.
  const watchers = came.filter((watcher) => timesCome(other.ticket.flow, watcher) > 0)
  other.add({ type: 'ticket.released', data: watchers.length === 0 ? { ticketId } : { ticketId, watchers } })
}
