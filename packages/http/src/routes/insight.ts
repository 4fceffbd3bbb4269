import * as z from 'zod'
import { agentNames } from '../handler/agent-names.js'
import { closeCursor, openCursor, sealedPage } from '../handler/pages.js'
import { defineRoute } from '../route/define-route.js'
import {
  availableSchema,
  eventSchema,
  explanationSchema,
  journeySchema,
  stageSchema,
  verdictSchema,
} from '../schema/insight-schema.js'
import { page } from '../schema/query.js'
import { timelineSchema } from '../schema/timeline-schema.js'
import { pageOf } from '../schema/values.js'

const list = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item) })

/** Why a ticket is as it is, and how it came to be so. */
export const insightRoutes = [
  defineRoute('insight', {
    id: 'listTimeline',
    on: 'GET /tickets/:ticketId/timeline',
    access: 'read',
    serves: ['timeline', 'directory.agent'],
    summary:
      'What its requester may know of the past of the ticket, oldest first, and what the agents in it are called.',
    query: z.strictObject(page),
    success: { status: 200, body: timelineSchema },
    cost: 3,
    run: async (input) => {
      const { desk, params, principal, context } = input
      const { after, ...query } = input.query
      const seq = after === undefined ? {} : { after: Number(await openCursor(input, after)) }
      const { next, ...known } = await desk.timeline(params.ticketId, { ...query, ...seq })
      const names = await agentNames(desk, principal.tenant, known.agents, context.options.agentName)
      return { body: { ...known, names, next: next === null ? null : await closeCursor(input, String(next)) } }
    },
  }),
  defineRoute('insight', {
    id: 'listHistory',
    on: 'GET /tickets/:ticketId/history',
    access: 'history',
    serves: ['history'],
    summary: 'What happened to the ticket, oldest first.',
    query: z.strictObject(page),
    success: { status: 200, body: pageOf(eventSchema) },
    run: async (input) => {
      const { after, ...query } = input.query
      const read = async (place: { readonly after?: string }) => {
        const seq = place.after === undefined ? {} : { after: Number(place.after) }
        const { items, next } = await input.desk.history(input.params.ticketId, { ...query, ...seq })
        return { items, next: next === null ? null : String(next) }
      }
      return { body: await sealedPage(input, after, read) }
    },
  }),
  defineRoute('insight', {
    id: 'listEvents',
    on: 'GET /tickets/:ticketId/events',
    access: 'read',
    serves: ['events'],
    summary: "The events that the ticket's state has, and why one cannot be sent now.",
    success: { status: 200, body: list(availableSchema) },
    run: async ({ desk, params }) => ({ body: { items: await desk.events(params.ticketId) } }),
  }),
  defineRoute('insight', {
    id: 'explainTicket',
    on: 'GET /tickets/:ticketId/explanation',
    access: 'history',
    serves: ['explain'],
    summary: 'Why this priority, this assignee, these dates.',
    success: { status: 200, body: explanationSchema },
    run: async ({ desk, params }) => ({ body: await desk.explain(params.ticketId) }),
  }),
  defineRoute('insight', {
    id: 'listVerdicts',
    on: 'GET /tickets/:ticketId/verdicts',
    access: 'history',
    serves: ['verdicts'],
    summary: "The verdicts on the ticket's promises, as they were given.",
    success: { status: 200, body: list(verdictSchema) },
    run: async ({ desk, params }) => ({ body: { items: await desk.verdicts(params.ticketId) } }),
  }),
  defineRoute('insight', {
    id: 'getStage',
    on: 'GET /tickets/:ticketId/stage',
    access: 'readInternal',
    serves: ['stage'],
    summary: 'The present stage with its checklist, or null while the ticket is in none.',
    success: { status: 200, body: z.strictObject({ stage: stageSchema.nullable() }) },
    run: async ({ desk, params }) => ({ body: { stage: await desk.stage(params.ticketId) } }),
  }),
  defineRoute('insight', {
    id: 'getJourney',
    on: 'GET /tickets/:ticketId/journey',
    access: 'history',
    serves: ['journey'],
    summary: "The ticket's stages with their times.",
    success: { status: 200, body: journeySchema },
    run: async ({ desk, params }) => ({ body: await desk.journey(params.ticketId) }),
  }),
]
