import { type ActorDesk, DocketError } from '@docket/core'
import { COST_OF_FAILURE } from '../handler/guard.js'
import type { HandlerContext } from '../handler/options.js'
import { HttpError, noSuchAddress } from '../handler/problem.js'
import { readBytes, refuseEncoding } from '../handler/read-body.js'
import type { Channel, ChannelAnswer, ChannelRefusal, ChannelReply } from './channel.js'

/** The largest body of a provider in bytes. */
const MOST_BYTES = 262_144
/** Messages in one request. */
const MOST_MESSAGES = 100

/** An operator is told of what a channel refuses no more often than this, in milliseconds. */
const TELL_EVERY_MS = 60_000

/** What a route for providers is given. */
interface Asked {
  readonly params: { readonly channel: string }
  readonly request: Request
  readonly charge: (cost: number) => Promise<void>
  readonly context: HandlerContext
}

/** Lets a channel's adapter read a request, keeps what it says, and answers as the adapter says. */
export async function bringIn({ params: { channel: name }, request, charge, context }: Asked): Promise<Response> {
  const { channels = {} } = context.options
  const channel = Object.hasOwn(channels, name) ? channels[name] : undefined
  if (!channel) throw noSuchAddress()
  const { tenant, messages, answer } = await readBy(channel, request, charge, (refusal) => tell(context, name, refusal))
  // A change by GET could be asked for by any page; and nobody sends a GET again that failed.
  const most = request.method === 'POST' ? MOST_MESSAGES : 0
  if (messages.length > most)
    throw new Error(`The channel ${name} gave ${messages.length} messages of ${most} at most.`)
  const desk = context.desk.as({ tenant, actor: { type: 'service', id: `channel:${name}` } })
  await keep(desk, name, messages)
  return responseOf(typeof answer === 'function' ? await answer(desk) : answer)
}

async function readBy(
  channel: Channel,
  request: Request,
  charge: Asked['charge'],
  refused: (refusal: ChannelRefusal) => void,
): Promise<ChannelAnswer> {
  refuseEncoding(request)
  const { url, headers } = request
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const body = method === 'POST' ? await readBytes(request, MOST_BYTES) : new Uint8Array()
  const found = await channel.receive({ method, url, headers, query: new URL(url).searchParams, body })
  if (!('refused' in found)) return found
  await charge(COST_OF_FAILURE)
  refused(found)
  if (found.refused === 'unreadable') {
    throw new HttpError(400, 'INVALID_INPUT', `The request cannot be read. ${found.why ?? ''}`.trim())
  }
  throw new HttpError(401, 'UNPROVED', 'Nothing proves that this comes from the provider, now.')
}

const told = new WeakMap<HandlerContext, Map<string, number>>()

/** Tells the host why messages of a channel are refused, of which a provider's customers would never hear; not of each forged one. */
function tell(context: HandlerContext, channel: string, { refused, why = '' }: ChannelRefusal): void {
  const times = told.get(context) ?? new Map<string, number>()
  told.set(context, times)
  const now = performance.now()
  if (now - (times.get(channel) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return
  times.set(channel, now)
  context.options.onError(new Error(`The channel ${channel} refused a request as ${refused}. ${why}`.trim()))
}

/** Keeps all that can be kept: what was kept before is not kept twice when the provider sends all of it again. */
async function keep(desk: ActorDesk, channel: string, messages: ChannelAnswer['messages']): Promise<void> {
  const failures: unknown[] = []
  for (const message of messages) {
    await desk.receive({ ...message, channel }).catch((error: unknown) => failures.push(error))
  }
  const [first] = failures
  if (first === undefined) return
  // The provider is at no fault, whatever the desk does not take: it is to send again, and the host is to hear of it.
  if (DocketError.is(first) && (first.kind === 'unavailable' || first.code === 'BUSY')) throw first
  throw new Error(`The desk did not take a message of the channel ${channel}.`, { cause: first })
}

function responseOf({ status = 200, headers, body }: ChannelReply): Response {
  const all = new Headers(headers)
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  if (text !== undefined && !all.has('content-type')) {
    all.set('content-type', typeof body === 'object' ? 'application/json' : 'text/plain; charset=utf-8')
  }
  return new Response(text ?? null, { status, headers: all })
}
