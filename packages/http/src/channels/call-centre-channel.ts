import type { ActorDesk, RequesterReference } from '@docket/core'
import * as z from 'zod'
import type { Channel, ChannelRequest } from '../intake/channel.js'
import { unproved, unreadable } from './answered.js'
import { bytesOf, fromBase64, isHmac, textIn } from './bytes.js'
import { type ChannelOptions, requesterOf } from './channel-options.js'
import { isOf } from './media-type.js'
import { bytesOfSecret } from './provider-secret.js'
import { isNow } from './signed-time.js'

/** How a call centre is mounted. */
export interface CallCentreChannelOptions extends ChannelOptions {
  /** The secret that both know, as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: string
  /** The clock in milliseconds; the machine's if left out. */
  readonly now?: () => number
}

/** What an agent's screen shows while the telephone rings. */
export interface RingingCall {
  readonly callId: string
  readonly agent: string | null
  /** Who calls, as the host knows its customers. */
  readonly requester: RequesterReference
  /** The latest five of the caller's that are not solved, the one that changed last first. */
  readonly openTickets: readonly {
    readonly id: string
    readonly subject: string | null
    readonly state: string
    readonly priority: string
    readonly assignee: string | null
    readonly updatedAt: string
  }[]
  /**
   * A ticket in one key: what the agent's screen sends to `POST /tickets` as the agent. Its external id lets the call have one ticket, whoever
   * presses how often.
   */
  readonly draft: {
    readonly subject: string
    readonly channel: 'phone'
    readonly requester: RequesterReference
    readonly external: { readonly source: 'call'; readonly id: string }
  }
  /** What goes with it in the header `Idempotency-Key`. */
  readonly idempotencyKey: string
}

const callId = z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/)
const event = z.object({
  callId,
  from: z.string().regex(/^[0-9A-Za-z+*#.@_-]{1,100}$/),
  agent: z.string().min(1).max(200).optional(),
  event: z.enum(['ringing', 'answered', 'ended']),
})

const MOST_SIGNATURES = 10
const SHOWN = 5

/**
 * The channel of a call centre that posts what happens to calls as JSON, `{ callId, from, agent, event }`, signed as Standard Webhooks
 * says. While it rings the answer is a {@link RingingCall}: the caller, open tickets and the draft of a new one. Nothing is written; what was
 * said on the telephone, the agent writes down.
 *
 * @throws TypeError where the secret is none, or can be guessed
 */
export function callCentreChannel(options: CallCentreChannelOptions): Channel {
  const { tenant, now = Date.now } = options
  const secret = bytesOfSecret(options.secret)

  async function isProved({ headers, body }: ChannelRequest): Promise<boolean> {
    const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => headers.get(`webhook-${name}`))
    if (!id || !timestamp || !signatures || !isNow(timestamp, now())) return false
    const head = bytesOf(`${id}.${timestamp}.`)
    const signed = new Uint8Array(head.byteLength + body.byteLength)
    signed.set(head)
    signed.set(body, head.byteLength)
    for (const one of signatures.split(' ', MOST_SIGNATURES)) {
      const given = one.startsWith('v1,') ? fromBase64(one.slice(3)) : null
      if (given !== null && (await isHmac('SHA-256', secret, given, signed))) return true
    }
    return false
  }

  return {
    async receive(request) {
      if (request.method !== 'POST' || !(await isProved(request))) {
        return unproved(
          'No signature in `webhook-signature` fits the secret and the body, or `webhook-timestamp` is not now.',
        )
      }
      const found = isOf(request.headers, ['application/json']) ? read(request.body) : null
      if (found === null) {
        return unreadable('The body is to be JSON with `callId`, `from` and `event`: ringing, answered or ended.')
      }
      const nothing = { tenant, messages: [], answer: { status: 204 } }
      if (found.event !== 'ringing') return nothing
      const requester = await requesterOf(options, 'phone', found.from)
      if (requester === null) return nothing
      return { tenant, messages: [], answer: async (desk) => ({ body: await ringing(desk, found, requester) }) }
    },
  }
}

async function ringing(
  desk: ActorDesk,
  { callId: id, from, agent }: z.output<typeof event>,
  requester: RequesterReference,
): Promise<RingingCall> {
  const where = { requester: requester.id, phase: ['open', 'waiting'] } as const
  const { items } = await desk.list({ where, sort: 'updatedAt', direction: 'desc', limit: SHOWN })
  return {
    callId: id,
    agent: agent ?? null,
    requester,
    openTickets: items.map(({ id: ticketId, subject, state, priority, assignee, updatedAt }) => ({
      id: ticketId,
      subject,
      state,
      priority,
      assignee,
      updatedAt: updatedAt.toISOString(),
    })),
    draft: { subject: `Call from ${from}`, channel: 'phone', requester, external: { source: 'call', id } },
    idempotencyKey: `call:${id}`,
  }
}

function read(body: Uint8Array): z.output<typeof event> | null {
  try {
    const parsed = event.safeParse(JSON.parse(textIn(body) ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
