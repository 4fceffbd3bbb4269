import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { MessageRecord, TicketRecord } from '../../store/record-types.js'
import { type CommandContext, DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { inheritSplit, keepPromises } from '../promises.js'
import { refuse } from '../refusal.js'

/** Notes on a ticket that some of its messages go on in another, which begins in the same commit. */
export const split: TicketCommand<{ into: string; messages: string[] }> = {
  name: 'split',
  action: 'merge',
  input: z.strictObject({ into: id, messages: z.array(id) }),
  decide(draft, { into, messages }) {
    const { links, flow } = draft.ticket
    const { splitInto = {} } = flow
    const gone = messagesGone(flow)
    const known = messages.filter((messageId) => gone.has(messageId))
    if (known.length > 0) {
      const reasons = known.map((messageId) => ({ code: 'message-split', messageId, into: splitInto[messageId] }))
      const message = 'Some of the messages go on in another ticket already; leave them out, or write on there.'
      return refuse('COMMAND_REFUSED', message, ...reasons)
    }
    const after = { links: links.length + 1, split: new Set([...Object.keys(splitInto), ...messages]).size }
    for (const name of ['links', 'split'] as const) {
      if (after[name] <= LIMITS[name]) continue
      const what = name === 'links' ? 'links' : 'messages that go on in others'
      return refuse('LIMIT_EXCEEDED', `A ticket has at most ${LIMITS[name]} ${what}.`, {
        code: name,
        limit: LIMITS[name],
      })
    }
    draft.add({ type: 'ticket.split', data: { into, messages } })
    draft.add({ type: 'ticket.linked', data: { kind: 'related', ticketId: into } })
    return DONE
  },
}

/** The messages that go on in another ticket: not those of a split that was taken back by a merge. */
export function messagesGone({ splitInto = {}, absorbed = [] }: TicketRecord['flow']): ReadonlySet<string> {
  const gone = Object.entries(splitInto).filter(([, into]) => !absorbed.includes(into))
  return new Set(gone.map(([messageId]) => messageId))
}

/** Lets a new ticket begin with messages of another one, in order of their place, and with its watchers. */
export function beginSplit(
  draft: TicketDraft,
  source: TicketRecord,
  messages: readonly MessageRecord[],
  { model, find }: CommandContext,
): void {
  const shown = messages.map(({ id: messageId, seq, visibility }) => ({ id: messageId, seq, visibility }))
  draft.add({ type: 'ticket.splitOff', data: { from: source.id, messages: shown } })
  draft.add({ type: 'ticket.linked', data: { kind: 'related', ticketId: source.id } })
  for (const watcher of source.watchers) draft.add({ type: 'ticket.watched', data: { watcher } })
  const asked = messages.filter(({ visibility }) => visibility === 'public').map(({ createdAt }) => createdAt)
  keepPromises(draft, model, find)
  if (asked.length > 0) inheritSplit(draft, source, Math.min(...asked))
}
