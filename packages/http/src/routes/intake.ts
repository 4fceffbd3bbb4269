import * as z from 'zod'
import { bringIn } from '../intake/bring-in.js'
import { defineRoute } from '../route/define-route.js'

/** Providers ask in their own way, and prove themselves by signature. */
const theirs = z.looseObject({})

/** Where providers of channels bring messages in. */
export const intakeRoutes = [
  defineRoute('channels', {
    id: 'proveChannel',
    on: 'GET /channels/:channel',
    access: 'everybody',
    serves: [],
    summary: 'Proves to a provider that this is its channel, as the adapter of that channel does; takes no messages.',
    query: theirs,
    success: { status: 200, body: null },
    run: async (asked) => ({ response: await bringIn(asked) }),
  }),
  defineRoute('channels', {
    id: 'receiveFromChannel',
    on: 'POST /channels/:channel',
    access: 'everybody',
    serves: ['receive'],
    summary: 'Takes what a provider brings, in its own format and proved by its signature, and answers as it asks.',
    query: theirs,
    body: 'bytes',
    success: { status: 200, body: null },
    cost: 1,
    run: async (asked) => ({ response: await bringIn(asked) }),
  }),
]
