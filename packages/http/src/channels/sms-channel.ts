import type { Channel } from '../intake/channel.js'
import { answered, unproved, unreadable } from './answered.js'
import { bytesOf, fromBase64, isHmac, textIn } from './bytes.js'
import { type ChannelOptions, requesterOf } from './channel-options.js'
import { isOf } from './media-type.js'
import { checkSecret } from './provider-secret.js'

/** How a number for SMS is mounted. */
export interface SmsChannelOptions extends ChannelOptions {
  /** The account's secret at the provider, by which it signs; 16 characters or more. */
  readonly authToken: string
  /**
   * The address as the provider asks it, which it signs, such as `https://shop.example/channels/sms`. As this server sees it, if left
   * out, which is another behind most proxies.
   */
  readonly url?: string
  /** The account at the provider: what is for another is refused. */
  readonly account?: string
}

/** Parameters of one request. */
const MOST_PARAMETERS = 200
const IS_FORM =
  'a form, `application/x-www-form-urlencoded` in UTF-8, with each parameter once and as the provider names them'
/** What was signed has no signs between names and values: each has to have its shape, so that they cannot be cut elsewhere. */
const NAME = /^[A-Z][A-Za-z0-9]{0,49}$/
const MESSAGE = /^(SM|MM)[0-9a-f]{32}$/
/** A telephone number, a short code, or a name of 11 characters, which does not take in the parameters that follow. */
const SENDER = /^(\+[1-9][0-9]{1,14}|[0-9]{3,8}|(?!.*From)(?=.*[A-Za-z])[A-Za-z0-9 _&.+-]{1,11})$/
const NOTHING_TO_SAY = { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: '<Response/>' }

/**
 * The channel of a provider of SMS that posts forms as Twilio does: signed in `X-Twilio-Signature` by HMAC-SHA-1 over the address
 * and the sorted parameters. A message is one by its `MessageSid`; the provider signs no time, so that nothing else tells an old
 * request from a new one. Of a picture only its type is kept.
 *
 * @throws TypeError where the secret can be guessed
 */
export function smsChannel(options: SmsChannelOptions): Channel {
  const { authToken, tenant, url, account } = options
  checkSecret(authToken, 'authToken', 16)
  const secret = bytesOf(authToken)

  return {
    async receive(request) {
      const given = fromBase64(request.headers.get('x-twilio-signature') ?? '')
      if (given === null || given.byteLength !== 20) return unproved('There is no signature in `X-Twilio-Signature`.')
      const isForm = request.method === 'POST' && isOf(request.headers, ['application/x-www-form-urlencoded'])
      const form = isForm ? readForm(request.body) : null
      if (form === null) return unreadable(`The body is to be ${IS_FORM}.`)
      const sorted = [...form].sort(([one], [other]) => (one < other ? -1 : 1)).flat()
      const address = url ?? request.url
      const signed = bytesOf([address, ...sorted].join(''))
      if (!(await isHmac('SHA-1', secret, given, signed))) {
        return unproved(
          `The signature does not fit the address ${address} and the account's secret: give \`url\` as the provider asks it, ` +
            'letter by letter.',
        )
      }
      if (account !== undefined && form.get('AccountSid') !== account) return unproved('It is for another account.')
      const [id = '', sender = ''] = ['MessageSid', 'From'].map((name) => form.get(name)?.trim())
      if (!MESSAGE.test(id)) return unreadable('`MessageSid` is to be SM or MM and 32 hexadecimal digits.')
      if (!SENDER.test(sender)) {
        return unreadable('`From` is to be a number such as +8613800000000, a short code or a name of 11 characters.')
      }
      const from = await requesterOf(options, 'sms', sender)
      return answered(tenant, NOTHING_TO_SAY, { id, from, text: wordsOf(form) })
    },
  }
}

function wordsOf(form: ReadonlyMap<string, string>): string {
  const body = form.get('Body') ?? ''
  const media = [...form].filter(([name]) => /^MediaContentType[0-9]$/.test(name)).map(([, type]) => `[${type}]`)
  return [body, ...media].filter((part) => part.trim() !== '').join('\n')
}

/** The parameters of a form, each once; null where it is none, not in UTF-8, or one comes twice. */
function readForm(body: Uint8Array): ReadonlyMap<string, string> | null {
  const text = textIn(body)
  const parts = text === null ? [] : text.split('&')
  if (parts.length > MOST_PARAMETERS) return null
  const form = new Map<string, string>()
  try {
    for (const part of parts) {
      const at = part.indexOf('=')
      const [name = '', value = ''] = [part.slice(0, at), part.slice(at + 1)].map((one) =>
        decodeURIComponent(one.replaceAll('+', ' ')),
      )
      if (at === -1 || !NAME.test(name) || form.has(name)) return null
      form.set(name, value)
    }
  } catch {
    return null
  }
  return form
}
