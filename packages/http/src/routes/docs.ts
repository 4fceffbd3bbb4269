import * as z from 'zod'
import { docsPage } from '../openapi/docs-page.js'
import { describeRoutes } from '../openapi/open-api.js'
import { defineRoute } from '../route/define-route.js'

/** What describes the routes. */
export const docsRoutes = [
  defineRoute('docs', {
    id: 'getOpenApi',
    on: 'GET /openapi.json',
    access: 'everybody',
    serves: [],
    summary: 'This API as an OpenAPI 3.1 document.',
    success: { status: 200, body: z.looseObject({ openapi: z.string() }) },
    cost: 5,
    run: ({ context: { options, routes } }) => ({ body: describeRoutes(routes, { server: options.basePath || '/' }) }),
  }),
  defineRoute('docs', {
    id: 'getDocs',
    on: 'GET /docs',
    access: 'everybody',
    serves: [],
    summary: 'This API as a page.',
    success: { status: 200, body: null, also: { 'text/html': z.string() } },
    cost: 5,
    run: async ({ context: { options, routes } }) => ({ response: await docsPage(routes, options.basePath) }),
  }),
]
