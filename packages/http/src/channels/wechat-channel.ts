import type { Channel, ChannelRequest } from '../intake/channel.js'
import { answered, unproved, unreadable } from './answered.js'
import { areSame, bytesOf, fromHex, textIn } from './bytes.js'
import { type ChannelOptions, requesterOf } from './channel-options.js'
import { isOf } from './media-type.js'
import { checkSecret } from './provider-secret.js'
import { readXml } from './read-xml.js'
import { isNow } from './signed-time.js'

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
      if (!(await isProved(request))) {
        return unproved('`signature` does not fit the token with `timestamp` and `nonce`, or `timestamp` is not now.')
      }
      if (request.method === 'GET') {
        const echo = once(request.query, 'echostr')
        if (echo === null || echo.length > MOST_ECHO) return unreadable('`echostr` is to come once.')
        return { tenant, messages: [], answer: { body: echo } }
      }
      const body = isOf(request.headers, ['text/xml', 'application/xml']) ? textIn(request.body) : null
      const xml = body === null ? null : readXml(body)
      if (xml === null) return unreadable('The body is to be XML in UTF-8, as WeChat sends it in plaintext mode.')
      if (account !== undefined && xml.get('ToUserName') !== account) return unproved('It is for another account.')
      const [sender = '', time = '', id] = ['FromUserName', 'CreateTime', 'MsgId'].map((name) => xml.get(name))
      if (!/^[A-Za-z0-9_-]{1,100}$/.test(sender)) return unreadable('`FromUserName` is missing, or is none.')
      if (!/^[0-9]{1,12}$/.test(time)) return unreadable('`CreateTime` is missing, or is no number.')
      if (id !== undefined && !/^[0-9]{1,30}$/.test(id)) return unreadable('`MsgId` is no number.')
      const from = await requesterOf(options, 'wechat', sender)
      const text = wordsOf(xml, eventText)
      return answered(tenant, { body: 'success' }, { id: id ?? `${sender}:${time}`, from, text })
    },
  }
}

/** The value of a name that comes once; null where it does not. */
function once(query: URLSearchParams, name: string): string | null {
  const [value, ...more] = query.getAll(name)
  return value === undefined || more.length > 0 ? null : value
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
