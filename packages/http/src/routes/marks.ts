import { LIMITS } from '@docket/core'
import * as z from 'zod'
import { HttpError } from '../handler/problem.js'
import { ticketCommand } from '../route/define-route.js'
import { newTicket } from '../schema/new-ticket.js'
import { idOf, tags } from '../schema/values.js'

const LINKS = ['related', 'duplicates', 'duplicated-by', 'parent-of', 'child-of', 'causes', 'caused-by'] as const
const kind = z.enum(LINKS)

/** What is put on a ticket: tags, watchers, links; what is made one, and two. */
export const markRoutes = [
  ticketCommand('marks', {
    id: 'tagTicket',
    on: 'PATCH /tickets/:ticketId/tags',
    access: 'tag',
    serves: ['tag'],
    summary: 'Adds and removes tags.',
    body: z.strictObject({ add: tags.exactOptional(), remove: tags.exactOptional() }),
    run: ({ desk, params, body, options }) => desk.tag(params.ticketId, body, options),
  }),
  ticketCommand('marks', {
    id: 'watchTicket',
    on: 'POST /tickets/:ticketId/watchers',
    access: 'watch',
    serves: ['watch'],
    summary: 'Lets somebody watch the ticket: whoever is named, else whoever asks.',
    body: z.strictObject({ watcher: idOf('person').exactOptional() }),
    run: ({ desk, params, body, options }) => desk.watch(params.ticketId, body, options),
  }),
  ticketCommand('marks', {
    id: 'unwatchTicket',
    on: 'DELETE /tickets/:ticketId/watchers/:watcher',
    access: 'watch',
    serves: ['unwatch'],
    summary: 'Ends the watching.',
    run: ({ desk, params, options }) => desk.unwatch(params.ticketId, { watcher: params.watcher }, options),
  }),
  ticketCommand('marks', {
    id: 'linkTicket',
    on: 'POST /tickets/:ticketId/links',
    access: 'link',
    serves: ['link'],
    summary: 'Links the ticket to another; the other carries the inverse.',
    body: z.strictObject({ kind, ticketId: idOf('ticket') }),
    run: ({ desk, params, body, options }) => desk.link(params.ticketId, body, options),
  }),
  ticketCommand('marks', {
    id: 'unlinkTicket',
    on: 'DELETE /tickets/:ticketId/links/:kind/:otherId',
    access: 'link',
    serves: ['unlink'],
    summary: 'Removes a link from both tickets.',
    run: ({ desk, params, options }) => {
      const known = kind.safeParse(params.kind)
      if (!known.success) throw new HttpError(400, 'INVALID_INPUT', `The kind of a link is one of ${LINKS.join(', ')}.`)
      return desk.unlink(params.ticketId, { kind: known.data, ticketId: params.otherId }, options)
    },
  }),
  ticketCommand('marks', {
    id: 'splitTicket',
    on: 'POST /tickets/:ticketId/splits',
    access: 'merge',
    serves: ['split'],
    summary: 'Lets messages of the ticket go on in a new one, which is answered; takes the right to create too.',
    body: newTicket
      .omit({ requester: true, body: true, attachments: true, external: true })
      .extend({ messages: z.array(idOf('message')).min(1).max(LIMITS.split) }),
    status: 201,
    run: ({ desk, params, body, options }) => desk.split(params.ticketId, body, options),
  }),
  ticketCommand('marks', {
    id: 'mergeTicket',
    on: 'PUT /tickets/:ticketId/merge',
    access: 'merge',
    serves: ['merge'],
    summary: 'Lets the ticket go on in another; it is over then.',
    body: z.strictObject({ into: idOf('ticket') }),
    run: ({ desk, params, body, options }) => desk.merge(params.ticketId, body, options),
  }),
  ticketCommand('marks', {
    id: 'unmergeTicket',
    on: 'DELETE /tickets/:ticketId/merge',
    access: 'merge',
    serves: ['unmerge'],
    summary: 'Takes a merged ticket out again.',
    run: ({ desk, params, options }) => desk.unmerge(params.ticketId, options),
  }),
]
