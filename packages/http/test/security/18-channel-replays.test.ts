import { expect, it } from 'vitest'
import {
  callPost,
  NOW,
  ringing,
  SMS,
  smsPost,
  wechatPost,
  wechatTest,
  wechatXml,
  withChannels,
} from '../channels/providers.js'

const at = (offset: number) => String(NOW / 1_000 + offset)

// Mattermost CVE-2026-3590 and its like, for what providers sign: an old request is none, and one that comes again does nothing.
it('takes what was signed within five minutes, on either side, and no other time', async () => {
  const { send, writes } = await withChannels()
  const wrong = [
    at(-301),
    at(301),
    at(-86_400),
    at(86_400),
    '0',
    '',
    '-1',
    `${at(0)}.5`,
    `${at(0)}000`,
    '1e9',
    'NaN',
    '٣',
  ]
  for (const timestamp of wrong.filter((one) => one !== '٣')) {
    const statuses = [
      (await send(wechatPost(wechatXml(), { timestamp }))).status,
      (await send(wechatTest('1', { timestamp }))).status,
      (await send(callPost(ringing(), { timestamp }))).status,
    ]
    expect([timestamp, ...statuses]).toEqual([timestamp, 401, 401, 401])
  }
  expect((await send(wechatPost(wechatXml(), { timestamp: '٣' }))).status).toBe(401)
  expect(writes()).toBe(0)
  for (const timestamp of [at(-300), at(0), at(300)]) {
    expect((await send(wechatTest('1', { timestamp }))).status).toBe(200)
    expect((await send(callPost(ringing(), { timestamp }))).status).toBe(200)
  }
})

// django-mailbox #212, Zammad #1578 for channels: one effect however often a provider sends, and also at once.
it('keeps a message once, however often and under whatever proof it comes', async () => {
  const { send, writes, wordsOf } = await withChannels()
  await Promise.all(Array.from({ length: 5 }, () => send(wechatPost(wechatXml()))))
  await Promise.all(Array.from({ length: 5 }, () => send(smsPost())))
  const before = writes()
  const again = [
    wechatPost(wechatXml(), { timestamp: at(60), nonce: '99' }),
    wechatPost(wechatXml({ Content: 'Altered' })),
    wechatPost(wechatXml({ CreateTime: at(9) })),
    smsPost({ ...SMS, Body: 'Altered' }),
    smsPost({ ...SMS, From: '+8613900000000' }),
  ]
  for (const request of again) expect((await send(request)).status).toBe(200)
  expect(writes()).toBe(before)
  expect([await wordsOf('wechat:oAbc'), await wordsOf('sms:+8613800000000')]).toEqual([['灯坏了'], ['My lamp hums']])
})
