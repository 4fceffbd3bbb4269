import { LIMITS } from '@docket/core'
import * as z from 'zod'
import { sealedPage } from '../handler/pages.js'
import { defineRoute } from '../route/define-route.js'
import { filter, page, sorting, where } from '../schema/query.js'
import { ticketSchema } from '../schema/ticket-schema.js'
import { actor, body, idOf, pageOf, reason, subject, text } from '../schema/values.js'

const likely = z
  .strictObject({ ticket: ticketSchema, confidence: z.number(), reasons: z.array(reason) })
  .meta({ id: 'LikelyDuplicate' })
const likelyList = z.strictObject({ items: z.array(likely) })
const found = z.strictObject({ ticket: ticketSchema, found: z.enum(['subject', 'message', 'note']) })
const query = z.strictObject({ where: filter.exactOptional(), ...sorting })
const view = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    owner: actor,
    shared: z.boolean(),
    query: z.looseObject({}),
  })
  .meta({ id: 'SavedView' })

/** How tickets are found: by their texts, by saved lists, by likeness. */
export const findingRoutes = [
  defineRoute('finding', {
    id: 'search',
    on: 'GET /search',
    access: 'read',
    serves: ['search'],
    summary: 'A page of the tickets whose texts have all the words, among those in reach.',
    query: z.strictObject({ text: text(LIMITS.searchText), where: where.exactOptional(), ...page }),
    success: { status: 200, body: pageOf(found) },
    cost: 10,
    run: async (input) => {
      const { text: words, after, ...rest } = input.query
      return { body: await sealedPage(input, after, (place) => input.desk.search(words, { ...rest, ...place })) }
    },
  }),
  defineRoute('finding', {
    id: 'listDuplicates',
    on: 'GET /tickets/:ticketId/duplicates',
    access: 'read',
    serves: ['duplicates'],
    summary: 'Tickets that are likely about the same as this one.',
    success: { status: 200, body: likelyList },
    cost: 10,
    run: async ({ desk, params }) => ({ body: { items: await desk.duplicates(params.ticketId) } }),
  }),
  defineRoute('finding', {
    id: 'findPossibleDuplicates',
    on: 'POST /possible-duplicates',
    access: 'read',
    serves: ['possibleDuplicates'],
    summary: 'Tickets that are likely about the same as one that somebody is about to begin; changes nothing.',
    body: z.strictObject({
      subject,
      body: body.exactOptional(),
      requester: idOf('person').exactOptional(),
      category: idOf('category').exactOptional(),
    }),
    success: { status: 200, body: likelyList },
    cost: 10,
    run: async ({ desk, body }) => ({ body: { items: await desk.possibleDuplicates(body) } }),
  }),
  defineRoute('finding', {
    id: 'listViews',
    on: 'GET /views',
    access: 'saveViews',
    serves: ['views.list'],
    summary: "One's own saved lists and the shared ones, by name.",
    success: { status: 200, body: z.strictObject({ items: z.array(view) }) },
    run: async ({ desk }) => ({ body: { items: await desk.views.list() } }),
  }),
  defineRoute('finding', {
    id: 'saveView',
    on: 'PUT /views/:viewId',
    access: 'saveViews',
    serves: ['views.save'],
    summary: "Saves a list under a name, or replaces one's own.",
    body: z.strictObject({
      name: text(200),
      shared: z.boolean().exactOptional(),
      query: query.exactOptional(),
    }),
    success: { status: 200, body: view },
    run: async ({ desk, params, body }) => ({ body: await desk.views.save({ id: params.viewId, ...body }) }),
  }),
  defineRoute('finding', {
    id: 'removeView',
    on: 'DELETE /views/:viewId',
    access: 'saveViews',
    serves: ['views.remove'],
    summary: "Removes one's own saved list; a shared one of others with the right to share.",
    success: { status: 204, body: null },
    run: async ({ desk, params }) => {
      await desk.views.remove(params.viewId)
      return {}
    },
  }),
  defineRoute('finding', {
    id: 'runView',
    on: 'GET /views/:viewId/tickets',
    access: 'saveViews',
    serves: ['views.run'],
    summary: "A page of a saved list's tickets, as far as they are in reach.",
    query: z.strictObject(page),
    success: { status: 200, body: pageOf(ticketSchema) },
    cost: 3,
    run: async (input) => {
      const { after, ...rest } = input.query
      const read = (place: { readonly after?: string }) =>
        input.desk.views.run(input.params.viewId, { ...rest, ...place })
      return { body: await sealedPage(input, after, read) }
    },
  }),
]
