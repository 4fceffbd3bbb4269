import type { Channel, ChannelRequest } from '../intake/channel.js'
import { areSame, bytesOf, fromHex, textIn } from './bytes.js'
import {
  answered,
  type ChannelOptions,
  checkSecret,
  cleaned,
  isNow,
  isOf,
  once,
  requesterOf,
  UNPROVED,
  UNREADABLE,
} from './common.js'
import { readXml } from './read-xml.js'

/** How an official account of WeChat is mounted. */
export interface WechatChannelOptions extends ChannelOptions {
  /** The token that is set at WeChat for the server; 8 characters or more. */
  readonly token: string
  /** The account's original id, such as `gh_0123456789ab`: what is for another account is refused. */
  readonly account?: string
  /** What an event, such as a press of a menu's key, says in words; null for nothing. Nothing is taken of events, if left out. */
  readonly eventText?: (event: { readonly name: string; readonly key: string | null }) => string | null
  /** The clock in milliseconds; the machine's if left out. */
  readonly now?: () => number
}

/** Characters of a test that WeChat makes of an address. */
const MOST_ECHO = 200

/**
 * The channel of an official account of WeChat in plaintext mode. WeChat signs its own clock and a number, and not the body: what
 * it sends is proved for five minutes, and by https alone nobody alters it. A message is one by its `MsgId`, an event by its sender
 * and time. Voice comes as what WeChat recognised; of a picture or video only the fact is kept.
 *
 * @throws TypeError where the token can be guessed
 * @example
 * ```ts
 * import { createHandler } from '@docket/http'
 * import { wechatChannel } from '@docket/http/channels'
 *
 * export const handle = createHandler(desk, {
 *   authenticate: async () => principal,
 *   secret: process.env['DOCKET_SECRET'] ?? '',
 *   // At WeChat the address of the server is then https://shop.example/channels/wechat
 *   channels: { wechat: wechatChannel({ token: process.env['WECHAT_TOKEN'] ?? '', tenant: 'shop' }) },
 * })
 * ```
 */
export function wechatChannel(options: WechatChannelOptions): Channel {
  const { token, tenant, account, eventText, now = Date.now } = options
  checkSecret(token, 'token', 8)

  async function isProved({ query }: ChannelRequest): Promise<boolean> {
    const [given, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map((name) => once(query, name))
    if (!given || !timestamp || !nonce || given.length !== 40 || nonce.length > 64) return false
    const right = await crypto.subtle.digest('SHA-1', bytesOf([token, timestamp, nonce].sort().join('')))
    const bytes = fromHex(given)
    return bytes !== null && areSame(bytes, new Uint8Array(right)) && isNow(timestamp, now())
  }

  return {
    async receive(request) {
      if (!(await isProved(request))) return UNPROVED
      if (request.method === 'GET') {
        const echo = once(request.query, 'echostr')
        if (echo === null || echo.length > MOST_ECHO) return UNREADABLE
        return { tenant, messages: [], answer: { body: echo } }
      }
      const text = isOf(request.headers, ['text/xml', 'application/xml']) ? textIn(request.body) : null
      const xml = text === null ? null : readXml(text)
      if (xml === null) return UNREADABLE
      if (account !== undefined && xml.get('ToUserName') !== account) return UNPROVED
      const [sender = '', time = '', id] = ['FromUserName', 'CreateTime', 'MsgId'].map((name) => xml.get(name))
      if (!/^[A-Za-z0-9_-]{1,100}$/.test(sender) || !/^[0-9]{1,12}$/.test(time)) return UNREADABLE
      if (id !== undefined && !/^[0-9]{1,30}$/.test(id)) return UNREADABLE
      const from = await requesterOf(options, 'wechat', sender)
      const words = cleaned(wordsOf(xml, eventText))
      return answered(tenant, { body: 'success' }, { id: id ?? `${sender}:${time}`, from, text: words })
    },
  }
}

/** What a message says; nothing for what is no word of the sender. */
function wordsOf(xml: ReadonlyMap<string, string>, eventText: WechatChannelOptions['eventText']): string {
  const part = (name: string) => xml.get(name) ?? ''
  const lines = (...texts: string[]) => texts.filter((text) => text !== '').join('\n')
  const kind = part('MsgType')
  switch (kind) {
    case 'text':
      return part('Content')
    case 'voice':
      return part('Recognition') || '[voice]'
    case 'location':
      return lines(`[location] ${part('Location_X')}, ${part('Location_Y')}`, part('Label'))
    case 'link':
      return lines(part('Title'), part('Description'), part('Url'))
    case 'event':
      return eventText?.({ name: part('Event'), key: part('EventKey') || null }) ?? ''
    case 'image':
    case 'video':
    case 'shortvideo':
      return `[${kind}]`
    default:
      return ''
  }
}
