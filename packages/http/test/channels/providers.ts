import { createHash, createHmac } from 'node:crypto'
import { callCentreChannel, smsChannel, wechatChannel } from '../../src/channels/index.js'
import type { HandlerOptions } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

/** What the clocks of the adapters show. */
export const NOW = Date.UTC(2025, 2, 3, 9)
const SECONDS = String(NOW / 1_000)
export const WECHAT_TOKEN = 'wk3-Zt91-token'
export const SMS_TOKEN = '5e1b7c90a2d4f6388b1c'
const CALL_KEY = Buffer.from('x7Hk29dkSLq0pPmZr81vbnT4wqzYf5Ge')
const now = () => NOW

/** The usual three channels of the tenant `a`. */
export const CHANNELS = {
  wechat: wechatChannel({
    token: WECHAT_TOKEN,
    tenant: 'a',
    account: 'gh_shop',
    now,
    eventText: ({ name, key }) => (name === 'CLICK' ? `Pressed ${key}` : null),
  }),
  sms: smsChannel({ authToken: SMS_TOKEN, tenant: 'a', account: 'AC1' }),
  calls: callCentreChannel({
    secret: `whsec_${CALL_KEY.toString('base64')}`,
    tenant: 'a',
    now,
    requester: (number) => (number === '+861' ? { id: 'c1', tier: 'gold' } : null),
  }),
} as const

/** A handler on a fresh world with these channels, and what the tenant's desk has. */
export async function withChannels(options: Partial<HandlerOptions> = {}) {
  const world = await mounted({ channels: CHANNELS, ...options })
  const admin = world.desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } })
  const ticketsOf = async (requester: string) => (await admin.list({ where: { requester }, limit: 100 })).items
  const wordsOf = async (requester: string) => {
    const threads = await Promise.all((await ticketsOf(requester)).map(({ id }) => admin.thread(id)))
    return threads.flatMap(({ items }) => items.map(({ body }) => body))
  }
  return { ...world, admin, ticketsOf, wordsOf }
}

interface Wechat {
  readonly token?: string
  readonly timestamp?: string
  readonly nonce?: string
  /** In place of the right ones. */
  readonly query?: Readonly<Record<string, string>>
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The signed query of WeChat. */
function wechatQuery({ token = WECHAT_TOKEN, timestamp = SECONDS, nonce = '1320562132', query }: Wechat): string {
  const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
  return String(new URLSearchParams({ signature, timestamp, nonce, ...query }))
}

/** WeChat's test of an address. */
export const wechatTest = (echostr: string, given: Wechat = {}) =>
  new Request(`https://desk.test/channels/wechat?${wechatQuery({ ...given, query: { echostr, ...given.query } })}`)

/** What WeChat posts. */
export const wechatPost = (body: string | Uint8Array<ArrayBuffer>, given: Wechat = {}) =>
  new Request(`https://desk.test/channels/wechat?${wechatQuery(given)}`, {
    method: 'POST',
    body,
    headers: { 'content-type': given.type ?? 'text/xml', ...given.headers },
  })

/** A message of WeChat: parts of the usual text, or others. */
export const wechatXml = (parts: Readonly<Record<string, string>> = {}) => {
  const usual = { ToUserName: 'gh_shop', FromUserName: 'oAbc', CreateTime: SECONDS, MsgType: 'text', Content: '灯坏了' }
  const all = Object.entries({ ...usual, MsgId: '23456789012345678', ...parts }).filter(([, value]) => value !== '')
  return `<xml>${all.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}</xml>`
}

interface Sms {
  readonly token?: string
  readonly url?: string
  /** In place of the right one; null for none. */
  readonly signature?: string | null
  readonly type?: string
  /** In place of the form that was signed. */
  readonly body?: string
}

/** The id of a message, as the provider writes it. */
export const smsId = (number: number) => `SM${number.toString(16).padStart(32, '0')}`

export const SMS = {
  AccountSid: 'AC1',
  MessageSid: smsId(1),
  From: '+8613800000000',
  To: '+86100',
  Body: 'My lamp hums',
}

/** The signature of a form. */
export const smsSignature = (form: Readonly<Record<string, string>>, url: string, token = SMS_TOKEN) => {
  const sorted = Object.keys(form).sort()
  const signed = url + sorted.map((name) => name + form[name]).join('')
  return createHmac('sha1', token).update(signed).digest('base64')
}

/** What a provider of SMS posts. */
export function smsPost(form: Readonly<Record<string, string>> = SMS, given: Sms = {}): Request {
  const { token, url = 'https://desk.test/channels/sms', signature, type, body } = given
  const right = smsSignature(form, url, token)
  return new Request('https://desk.test/channels/sms', {
    method: 'POST',
    body: body ?? String(new URLSearchParams(form)),
    headers: {
      'content-type': type ?? 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature !== null && { 'x-twilio-signature': signature ?? right }),
    },
  })
}

interface Call {
  readonly id?: string
  readonly timestamp?: string
  readonly key?: Buffer | undefined
  readonly signature?: string | null
  readonly type?: string
}

/** The signature of a call's event. */
export const callSignature = (body: string, id = 'evt_1', timestamp = SECONDS, key: Buffer = CALL_KEY) =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`

/** What a call centre posts. */
export function callPost(
  body: string,
  { id = 'evt_1', timestamp = SECONDS, key, signature, type }: Call = {},
): Request {
  return new Request('https://desk.test/channels/calls', {
    method: 'POST',
    body,
    headers: {
      'content-type': type ?? 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      ...(signature !== null && { 'webhook-signature': signature ?? callSignature(body, id, timestamp, key) }),
    },
  })
}

/** That a call rings. */
export const ringing = (more: object = {}) =>
  JSON.stringify({ callId: 'call-1', from: '+861', agent: 'ag1', event: 'ringing', ...more })
