import * as z from 'zod'
import type { HandlerContext } from '../handler/options.js'
import { textResponse } from '../handler/text-response.js'
import { docsPage } from '../openapi/docs-page.js'
import { describeRoutes } from '../openapi/open-api.js'
import { defineRoute } from '../route/define-route.js'

/** A text that is answered to everybody alike. */
interface Written {
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

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
    run: async ({ context }) => writtenOnce(context, documentOf),
  }),
  defineRoute('docs', {
    id: 'getDocs',
    on: 'GET /docs',
    access: 'everybody',
    serves: [],
    summary: 'This API as a page.',
    success: { status: 200, body: null, also: { 'text/html': z.string() } },
    cost: 5,
    run: async ({ context }) => writtenOnce(context, pageOf),
  }),
]

async function documentOf({ options, routes }: HandlerContext): Promise<Written> {
  const text = JSON.stringify(describeRoutes(routes, { server: options.basePath || '/' }))
  return { text, headers: { 'content-type': 'application/json' } }
}

function pageOf({ options, routes }: HandlerContext): Promise<Written> {
  return docsPage(routes, options.basePath)
}

const known = new WeakMap<HandlerContext, Map<typeof documentOf, Promise<Written>>>()

/** Nobody has to sign in for these, and to write one takes a hundred times what another answer takes: each is written once. */
async function writtenOnce(context: HandlerContext, write: typeof documentOf) {
  const texts = known.get(context) ?? new Map<typeof documentOf, Promise<Written>>()
  known.set(context, texts)
  const writing = texts.get(write) ?? write(context)
  texts.set(write, writing)
  const { text, headers } = await writing
  return { response: textResponse(text, { headers: { ...headers } }) }
}
