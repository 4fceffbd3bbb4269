import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  callPost,
  callSignature,
  NOW,
  ringing,
  SMS,
  smsId,
  smsPost,
  smsSignature,
  WECHAT_TOKEN,
  wechatPost,
  wechatTest,
  wechatXml,
  withChannels,
} from '../channels/providers.js'

/** A text with one character changed, cut, grown, doubled, in other letters, or none at all. */
function mutations(right: string): string[] {
  const changed = [0, 1, Math.floor(right.length / 2), right.length - 2].map((at) => {
    const other = /[a-f0-9]/.test(right[at] ?? '') ? (right[at] === '1' ? '2' : '1') : 'b'
    return right.slice(0, at) + other + right.slice(at + 1)
  })
  const cut = [right.slice(1), right.slice(0, -1), right.slice(0, 1), right.slice(0, right.length / 2)]
  const more = [`${right}A`, `A${right}`, right + right, `${right}=`, `${right},${right}`]
  const none = ['', ' ', '0', 'null', 'undefined', '[]', '\u0661', '='.repeat(28), 'A'.repeat(28), '0'.repeat(40)]
  return [...changed, ...cut, ...more, ...none].filter((one) => one !== right && /^[\u0020-\u007e]*$/.test(one))
}

// Chatwoot PR #14945, CVE-2024-21491: the signature of a provider is whole, of these bytes, of this secret, or none.
it('takes nothing by a signature that is not the provider’s, and says no more than that', async () => {
  const { send, writes, errors } = await withChannels()
  const seconds = String(NOW / 1_000)
  const sha1 = (...parts: string[]) =>
    createHash('sha1')
      .update([...parts].sort().join(''))
      .digest('hex')
  const right = sha1(WECHAT_TOKEN, seconds, '1320562132')
  const call = callSignature(ringing())
  const sms = smsSignature(SMS, 'https://desk.test/channels/sms')
  const requests = [
    ...mutations(right).flatMap((signature) => [
      wechatPost(wechatXml(), { query: { signature } }),
      wechatTest('1', { query: { signature } }),
    ]),
    wechatPost(wechatXml(), { query: { nonce: '1' } }),
    wechatPost(wechatXml(), { query: { timestamp: String(NOW / 1_000 + 1) } }),
    wechatPost(wechatXml(), { query: { signature: sha1('', seconds, '1320562132') } }),
    wechatPost(wechatXml(), { query: { signature: sha1(seconds, '1320562132') } }),
    wechatPost(wechatXml(), { token: WECHAT_TOKEN.toUpperCase() }),
    wechatPost(wechatXml({ ToUserName: 'gh_other' })),
    wechatPost(wechatXml({ ToUserName: '' })),
    ...mutations(sms).map((signature) => smsPost(SMS, { signature })),
    smsPost(SMS, { signature: null }),
    smsPost(SMS, { token: 'another-token-altogether' }),
    smsPost(SMS, { url: 'http://desk.test/channels/sms' }),
    smsPost(SMS, { url: 'https://evil.example/channels/sms' }),
    smsPost(SMS, { body: String(new URLSearchParams({ ...SMS, Body: 'Other words' })) }),
    smsPost(SMS, { body: String(new URLSearchParams({ ...SMS, More: '' })) }),
    smsPost(SMS, { body: String(new URLSearchParams({ ...SMS, MessageSid: smsId(2) })) }),
    smsPost({ ...SMS, AccountSid: 'AC2' }),
    ...mutations(call.slice(3)).map((signature) => callPost(ringing(), { signature: `v1,${signature}` })),
    ...['', 'v1,', 'v1', 'v2', `v2,${call.slice(3)}`, call.slice(3), `V1,${call.slice(3)}`, `v1a,${call.slice(3)}`].map(
      (signature) => callPost(ringing(), { signature }),
    ),
    // The right one behind ten wrong ones is not looked for.
    callPost(ringing(), { signature: [...Array<string>(10).fill('v1,AAAA'), call].join(' ') }),
    callPost(ringing(), { signature: null }),
    callPost(ringing({ agent: 'ag2' }), { signature: call }),
    callPost(ringing(), { id: 'evt_2', signature: call }),
    callPost(ringing(), { key: Buffer.alloc(32, 'another') }),
    callPost(ringing(), { id: '' }),
  ]
  const answers = new Set<string>()
  for (const request of requests) {
    const { status, text } = await send(request)
    answers.add(`${status} ${text}`)
  }
  console.log(`${requests.length} forged requests`)
  expect([...answers].map((answer) => answer.slice(0, 3))).toEqual(['401'])
  // The host hears of it, once for each channel.
  expect([writes(), errors.length]).toEqual([0, 3])
  // And the right ones are taken, also beside those of a key that is on its way out.
  for (const request of [wechatPost(wechatXml()), smsPost(), callPost(ringing(), { signature: `v1,AAAA ${call}` })]) {
    expect((await send(request)).status).toBe(200)
  }
})
