import * as z from 'zod'
import { refuseForeign } from '../handler/origin.js'
import { defineRoute } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import { streamsOf } from '../stream/streams.js'

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // A proxy that gathers answers would keep the stream to itself.
  'x-accel-buffering': 'no',
}

/** A change as a stream tells of it, in the `data` of an event `change`. */
const change = z
  .strictObject({ ticketId: z.string(), version: z.int(), type: z.string(), at: z.iso.datetime() })
  .meta({ id: 'ChangeNotice' })

/** Live updates. */
export const streamRoutes: readonly Route[] = [
  defineRoute('stream', {
    id: 'streamChanges',
    on: 'GET /stream',
    access: 'read',
    serves: [],
    summary:
      'Server-sent events: `change` for what happens to the tickets in reach, `resync` when all that is shown must be read ' +
      'anew. Goes on behind `Last-Event-ID`.',
    success: { status: 200, body: null, also: { 'text/event-stream': change } },
    run: async ({ request, principal, context }) => {
      // Another site's page could not read it, but use up the streams of whoever looks at that page.
      refuseForeign(request, new Set(context.options.origins))
      // Who asks for the head alone reads nothing, and would never end it.
      const body = request.method === 'HEAD' ? null : await streamsOf(context).open(request, principal)
      return { response: new Response(body, { headers: HEADERS }) }
    },
  }),
]
