import { expect, it } from 'vitest'
import { callPost, ringing, SMS, smsId, smsPost, wechatPost, wechatXml, withChannels } from '../channels/providers.js'

// defu CVE-2026-35209, lodash.merge GHSA-h726: names that mean something to objects are names, in every format.
it('a name such as __proto__ changes no object', async () => {
  const { send, errors, ticketsOf } = await withChannels()
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype))
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']
  const statuses = new Set<number>()
  for (const [index, name] of names.entries()) {
    const tag = `<${name}>x</${name}><${name}><isAdmin>1</isAdmin></${name}>`
    const requests = [
      wechatPost(wechatXml({ MsgId: `1${index}` }).replace('<xml>', `<xml><${name}><isAdmin>1</isAdmin></${name}>`)),
      wechatPost(wechatXml({ MsgId: `2${index}` }).replace('<xml>', `<xml>${tag}`)),
      wechatPost(`<${name}>x</${name}>`),
      smsPost({ ...SMS, MessageSid: smsId(16 + index), [`${name}[isAdmin]`]: '1' }),
      smsPost(Object.fromEntries([...Object.entries({ ...SMS, MessageSid: smsId(32 + index) }), [name, 'x']])),
      callPost(ringing().replace('{', `{"${name}":{"isAdmin":true},`)),
    ]
    for (const request of requests) statuses.add((await send(request)).status)
  }
  expect([...statuses].filter((status) => status !== 200 && status !== 400)).toEqual([])
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before)
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  // What a provider does not send is refused, of which the host hears once for each channel.
  expect(errors.filter((error) => !/^Error: The channel (sms|wechat) refused/.test(String(error)))).toEqual([])
  expect((await send(smsPost())).status).toBe(200)
  expect((await ticketsOf('sms:+8613800000000')).length).toBe(1)
})

it.each(['__proto__', 'constructor', 'toString', 'none', 'SMS', 'sms ', 'hasOwnProperty'])(
  'the channel %j is as if there were no such address',
  async (name) => {
    const { send } = await withChannels()
    const missing = await send(new Request('https://desk.test/nothing/at-all', { method: 'POST', body: 'x' }))
    for (const method of ['GET', 'POST']) {
      const request = new Request(`https://desk.test/channels/${encodeURIComponent(name)}`, { method })
      const { status, text } = await send(request)
      expect([status, text]).toEqual([404, missing.text])
    }
  },
)

it.each(['__proto__', 'Sms', '', 'a/b', 'a b', '9', 'x'.repeat(51)])('no channel is mounted as %j', async (name) => {
  const channels = Object.fromEntries([[name, { receive: () => ({ refused: 'unproved' as const }) }]])
  await expect(withChannels({ channels })).rejects.toThrow('`channels`')
})
