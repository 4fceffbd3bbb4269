import { expect, it } from 'vitest'
import { wechatChannel } from '../../src/channels/index.js'
import { NOW, WECHAT_TOKEN, wechatPost, wechatTest, wechatXml, withChannels } from './providers.js'

it('proves the address to WeChat, with what it asked to hear', async () => {
  const { send } = await withChannels()
  const { status, text, headers } = await send(wechatTest('5838479218127813673'))
  expect([status, text, headers.get('content-type')]).toEqual([200, '5838479218127813673', 'text/plain; charset=utf-8'])
  expect((await send(wechatTest('1', { token: 'another-token' }))).status).toBe(401)
  expect((await send(wechatTest('x'.repeat(201)))).status).toBe(400)
})

it('takes a message, answers what WeChat wants to hear, and goes on in the same ticket', async () => {
  const { send, ticketsOf, admin, errors } = await withChannels()
  for (const [MsgId, Content] of Object.entries({ '1001': '灯坏了 & <b>嗡嗡</b>', '1002': '还在响' })) {
    const { status, text } = await send(wechatPost(wechatXml({ MsgId, Content })))
    expect([status, text]).toEqual([200, 'success'])
  }
  const [ticket, ...more] = await ticketsOf('wechat:oAbc')
  expect([ticket?.channel, ticket?.subject, more]).toEqual(['wechat', '灯坏了 & <b>嗡嗡</b>', []])
  const { items } = await admin.thread(ticket?.id ?? '')
  expect(items.map(({ body, external, author }) => [body, external?.id, author.id])).toEqual([
    ['灯坏了 & <b>嗡嗡</b>', '1001', 'wechat:oAbc'],
    ['还在响', '1002', 'wechat:oAbc'],
  ])
  expect(errors).toEqual([])
})

it.each([
  ['voice', { MsgType: 'voice', Content: '', Recognition: '灯坏了', MediaId: 'm' }, ['灯坏了']],
  ['voice that nobody understood', { MsgType: 'voice', Content: '', MediaId: 'm' }, ['[voice]']],
  ['a picture', { MsgType: 'image', Content: '', PicUrl: 'http://x', MediaId: 'm' }, ['[image]']],
  [
    'a place',
    { MsgType: 'location', Content: '', Location_X: '23.1', Location_Y: '113.3', Label: '广州' },
    ['[location] 23.1, 113.3\n广州'],
  ],
  ['a link', { MsgType: 'link', Content: '', Title: 'T', Description: 'D', Url: 'https://x' }, ['T\nD\nhttps://x']],
  ['a kind that is not known', { MsgType: 'hologram', Content: 'x' }, []],
  ['white space', { Content: ' \n ' }, []],
  [
    'an event of which something is said',
    { MsgType: 'event', Content: '', MsgId: '', Event: 'CLICK', EventKey: 'HELP' },
    ['Pressed HELP'],
  ],
  ['any other event', { MsgType: 'event', Content: '', MsgId: '', Event: 'subscribe' }, []],
])('reads %s', async (_, parts, words) => {
  const { send, wordsOf } = await withChannels()
  // An event has no id: it is one by its sender and time.
  for (const again of [1, 2])
    expect([again, (await send(wechatPost(wechatXml(parts)))).text]).toEqual([again, 'success'])
  expect(await wordsOf('wechat:oAbc')).toEqual(words)
})

it('asks the host who somebody is, so that one customer is one on all channels', async () => {
  const requester = async (openId: string) => (openId === 'oAbc' ? { id: 'c7', tier: 'gold' } : null)
  const wechat = wechatChannel({ token: WECHAT_TOKEN, tenant: 'a', now: () => NOW, requester })
  const { send, ticketsOf, wordsOf } = await withChannels({ channels: { wechat } })
  expect((await send(wechatPost(wechatXml()))).text).toBe('success')
  expect((await send(wechatPost(wechatXml({ FromUserName: 'oElse', MsgId: '2' })))).text).toBe('success')
  expect((await ticketsOf('c7')).map((ticket) => ticket.requester)).toEqual([{ id: 'c7', tier: 'gold' }])
  expect(await wordsOf('wechat:oElse')).toEqual([])
})

it.each(['', 'short', 'aaaaaaaaaaaaaaaa'])('does not start with the token %j', (token) => {
  expect(() => wechatChannel({ token, tenant: 'a' })).toThrow('`token`')
})
