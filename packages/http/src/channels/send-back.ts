import type { ActorDesk, Desk, DeskShape, EffectHandler, Message, Page, RequesterReference } from '@docket/core'

/** What is sent to a customer. */
export interface OutgoingMessage {
  /** Stable over all attempts: give it to the provider as the key against duplicates, where it takes one. */
  readonly id: string
  readonly tenant: string
  readonly ticketId: string
  /** To whom; its address at the provider, the host knows. */
  readonly requester: RequesterReference
  readonly text: string
}

/** Sends a text on one channel. What it throws is tried again later. */
export interface ChannelSender {
  /** Sends it; rejects when it could not. */
  send(message: OutgoingMessage): Promise<void>
}

/** How answers leave. */
export interface SendBackOptions<Shape extends DeskShape> {
  /** The desk, which is made with this handler and so there after it. */
  readonly desk: () => Desk<Shape>
  /** By the name of the channel; for other channels nothing is sent. */
  readonly senders: Readonly<Record<string, ChannelSender>>
}

/** Events of a ticket behind an answer in which the requester's last message is looked for. */
const LOOKED_AT = 500

/**
 * The handler of an effect on `message.added` that sends the desk's public answers by the channel on which the requester last
 * wrote; by the ticket's own where that is long ago. At least once each, in the order of the ticket.
 */
export function sendBack<Shape extends DeskShape>({ desk, senders }: SendBackOptions<Shape>): EffectHandler {
  return async ({ id, tenant, ticketId, event }) => {
    const { visibility, byRequester, messageId } = event.data
    if (event.type !== 'message.added' || visibility !== 'public' || byRequester === true) return
    if (typeof messageId !== 'string') throw new TypeError('An event `message.added` names its message.')
    const service = desk().as({ tenant, actor: { type: 'service', id: 'channels' } })
    const { requester, channel: usual } = await service.get(ticketId)
    const { items, place } = await threadUntil(service, ticketId, messageId, event.seq)
    const before = items.slice(0, place)
    const last = before.findLast(({ author }) => author.type === 'requester' && author.id === requester.id)
    const channel = last?.channel ?? usual
    const sender = Object.hasOwn(senders, channel) ? senders[channel] : undefined
    // What was erased meanwhile is not sent any more.
    const text = items[place]?.body
    if (sender && text) await sender.send({ id, tenant, ticketId, requester, text })
  }
}

/** What was said until a message, which is at a place of it. */
async function threadUntil(desk: Pick<ActorDesk, 'thread'>, ticketId: string, messageId: string, seq: number) {
  const items: Message[] = []
  let after: number | string | null = Math.max(0, seq - LOOKED_AT)
  while (after !== null) {
    const page: Page<Message, number | string> = await desk.thread(ticketId, { after, limit: LOOKED_AT })
    items.push(...page.items)
    const place = items.findIndex(({ id }) => id === messageId)
    if (place >= 0) return { items, place }
    after = page.next
  }
  throw new Error('The message that was to be sent is not on its ticket any more; look at where it went.')
}
