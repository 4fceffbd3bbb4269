import type { ActorDesk, IncomingMessage } from '@docket/core'

/** A request of a provider, as it came. Nobody has checked anything of it but its size. */
export interface ChannelRequest {
  readonly method: 'GET' | 'POST'
  /** The whole address that was asked, as this server sees it. */
  readonly url: string
  readonly headers: Headers
  readonly query: URLSearchParams
  /** At most 256 KiB; none for GET. */
  readonly body: Uint8Array
}

/** A message that an adapter has read; its channel is the name under which the adapter is mounted. */
export type ChannelMessage = Omit<IncomingMessage, 'channel'>

/** What the provider is answered: 200 with a text, or with JSON for an object. */
export interface ChannelReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | object
}

/** What a provider's request says, once its signature was found to be right. */
export interface ChannelAnswer {
  readonly tenant: string
  /** In the order in which they were written; at most 100, and none for GET. */
  readonly messages: readonly ChannelMessage[]
  /** What is answered when all messages are kept; a function is given the desk as the channel's service. */
  readonly answer: ChannelReply | ((desk: ActorDesk) => ChannelReply | Promise<ChannelReply>)
}

/** Why nothing is taken of a request: nothing proves that it is the provider's, now; or it cannot be read (400). */
export interface ChannelRefusal {
  readonly refused: 'unproved' | 'unreadable'
  /**
   * What is wrong, and what to do about it, in a sentence. `onError` is told once a minute for each channel; whoever sends hears of it
   * only where the request cannot be read.
   */
  readonly why?: string
}

/**
 * A channel: turns a provider's requests into messages. It proves by the provider's signature that they are the provider's,
 * before it reads anything else. What it throws is answered with 500, so that the provider sends again.
 */
export interface Channel {
  /** Reads a request, if it is proved to be the provider's. */
  receive(request: ChannelRequest): Promise<ChannelAnswer | ChannelRefusal> | ChannelAnswer | ChannelRefusal
}

/**
 * Checks how channels are mounted.
 *
 * @throws TypeError that names the channel
 */
export function checkChannels(channels: Readonly<Record<string, Channel>> | undefined): void {
  for (const [name, channel] of Object.entries(channels ?? {})) {
    if (!/^[a-z][a-z0-9-]{0,49}$/.test(name)) {
      throw new TypeError(`\`channels\` has the name ${name}; take small letters, digits and hyphens, such as wechat.`)
    }
    if (typeof channel?.receive !== 'function')
      throw new TypeError(`\`channels.${name}\` needs a function \`receive\`.`)
  }
}
