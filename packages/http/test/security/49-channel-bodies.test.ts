import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { callPost, ringing, SMS, smsId, smsPost, wechatPost, wechatXml, withChannels } from '../channels/providers.js'

// Hono CVE-2025-59139, CVE-2026-44456, superagent GHSA-8225: counted while it comes, never unpacked, before any adapter.
it('a body that is too large, packed or endless is refused before it is read', async () => {
  const { handle, send, writes, errors } = await withChannels()
  const big = wechatXml({ Content: 'x'.repeat(262_144) })
  expect((await send(wechatPost(big))).status).toBe(413)
  expect((await send(wechatPost('', { headers: { 'content-length': '10737418240' } }))).status).toBe(413)
  const packed = new Uint8Array(gzipSync(wechatXml()))
  for (const encoding of ['gzip', 'br', 'GZIP', 'x']) {
    expect((await send(wechatPost(packed, { headers: { 'content-encoding': encoding } }))).status).toBe(415)
  }
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  const { url, headers } = smsPost()
  const request = new Request(url, { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit)
  expect((await handle(request)).status).toBe(413)
  expect(sent).toBeLessThan(1_000_000)
  expect([writes(), errors]).toEqual([0, []])
})

it('a body in another type, charset or form than the provider’s is refused', async () => {
  const { send, writes, errors } = await withChannels()
  const latin = new Uint8Array([...Buffer.from('<xml><FromUserName>a</FromUserName><Content>'), 0xe9, 0xff, 60])
  const form = String(new URLSearchParams(SMS))
  const requests = [
    ...['application/json', 'text/plain', 'text/html', '', 'text/xml; charset=gb2312', 'text/xml; charset=utf-16'].map(
      (type) => wechatPost(wechatXml(), { type }),
    ),
    wechatPost(latin),
    wechatPost(new Uint8Array([0xff, 0xfe, 0x3c, 0x00])),
    ...['application/json', 'multipart/form-data', 'text/plain', 'application/x-www-form-urlencoded; charset=gbk'].map(
      (type) => smsPost(SMS, { type }),
    ),
    // Parameters that come twice are signed in no certain order, and mean nothing.
    ...[`${form}&Body=again`, `${form}&MessageSid=SM2`, `${form}&Body=`, `${form}&Bod%79=x`].map((body) =>
      smsPost(SMS, { body }),
    ),
    ...[`${form}&x=%ff`, `${form}&x=%`, `${form}&x`, '', '=&='].map((body) => smsPost(SMS, { body })),
    smsPost(SMS, { body: `${form}${Array.from({ length: 200 }, (_, index) => `&p${index}=1`).join('')}` }),
    smsPost({ ...SMS, MessageSid: '' }),
    smsPost({ ...SMS, MessageSid: 'SM1' }),
    smsPost({ ...SMS, MessageSid: `${SMS.MessageSid}NumMedia0` }),
    smsPost({ ...SMS, MessageSid: smsId(10).toUpperCase() }),
    ...[
      '',
      ' ',
      '+',
      '+0',
      '12',
      '8613800000000',
      '+8613800000000FromCityX',
      '123FromCity',
      'A name too long',
      'x\ny',
    ].map((From) => smsPost({ ...SMS, From })),
    smsPost({ ...SMS, From: 'x'.repeat(101) }),
    ...['text/plain', 'application/xml', 'application/json; charset=latin1'].map((type) =>
      callPost(ringing(), { type }),
    ),
    ...[
      '',
      'null',
      '[]',
      '1',
      '{',
      '"x"',
      ringing({ event: 'exploded' }),
      ringing({ callId: '' }),
      ringing({ from: 7 }),
    ].map((body) => callPost(body)),
    callPost('['.repeat(100_000)),
    callPost(ringing({ from: 'x'.repeat(101) })),
    callPost(ringing({ agent: '' })),
    callPost(ringing({ callId: '../../x' })),
  ]
  const statuses = new Map<number, number>()
  for (const request of requests) {
    const { status } = await send(request)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect(statuses).toEqual(new Map([[400, requests.length]]))
  // The host hears of it, once for each channel.
  expect([writes(), errors.length]).toEqual([0, 3])
})

it('a word that no store takes is mended, not lost', async () => {
  const { send, wordsOf } = await withChannels()
  expect((await send(smsPost({ ...SMS, Body: 'a\u0000b\u{1f4a1}' }))).status).toBe(200)
  expect(await wordsOf('sms:+8613800000000')).toEqual(['ab\u{1f4a1}'])
})
