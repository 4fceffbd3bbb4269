import { createDesk, type Desk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { type OutgoingMessage, sendBack } from '../../src/channels/index.js'
import { createHandler } from '../../src/index.js'
import { SECRET } from '../world/mounted.js'
import { CHANNELS, SMS, smsPost, wechatPost, wechatXml } from './providers.js'

const support = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  effects: { sendBack: { on: ['message.added'] } },
})

async function world(fail: () => void = () => {}) {
  const sent: [string, OutgoingMessage][] = []
  const sender = (channel: string) => ({
    send: async (message: OutgoingMessage) => {
      fail()
      sent.push([channel, message])
    },
  })
  const clock = manualClock(new Date('2025-03-03T09:00:00Z'))
  const desk: Desk = (await createDesk(support, {
    store: memoryStore({ clock }),
    clock,
    effects: { sendBack: sendBack({ desk: () => desk, senders: { wechat: sender('wechat'), sms: sender('sms') } }) },
    onError: () => {},
  })) as unknown as Desk
  const handle = createHandler(desk, { authenticate: () => null, secret: SECRET, channels: CHANNELS })
  const agent = desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } })
  const customer = desk.as({ tenant: 'a', actor: { type: 'service', id: 'channel:web' } })
  const deliver = async () => {
    await desk.system.tick()
    return sent.splice(0).map(([channel, { requester, text }]) => [channel, requester.id, text])
  }
  return { desk, clock, sent, handle, agent, customer, deliver }
}

it('answers leave by the channel on which the customer last wrote, to the customer alone', async () => {
  const { handle, agent, customer, deliver } = await world()
  await handle(wechatPost(wechatXml()))
  const id = (await agent.list()).items[0]?.id ?? ''
  await agent.note(id, { body: 'Only for us' })
  // The customer's own words are not sent to the customer.
  expect(await deliver()).toEqual([])
  await agent.reply(id, { body: '哪一盏灯?' })
  expect(await deliver()).toEqual([['wechat', 'wechat:oAbc', '哪一盏灯?']])
  await customer.receive({ channel: 'sms', id: 'SM7', from: { id: 'wechat:oAbc' }, text: 'I am on the road' })
  await agent.reply(id, { body: 'Good journey' })
  expect(await deliver()).toEqual([['sms', 'wechat:oAbc', 'Good journey']])
  await customer.receive({ channel: 'web', id: '1', from: { id: 'wechat:oAbc' }, text: 'Back' })
  await agent.reply(id, { body: 'Seen on the page' })
  expect(await deliver()).toEqual([])
})

it('an answer is tried again under the same id, in order, and not at all once it was erased', async () => {
  let fails = 2
  const { desk, clock, handle, agent, sent } = await world(() => {
    fails -= 1
    if (fails >= 0) throw new Error('The provider is away.')
  })
  await handle(smsPost(SMS))
  const id = (await agent.list()).items[0]?.id ?? ''
  await agent.reply(id, { body: 'One' })
  await agent.reply(id, { body: 'Two' })
  for (let round = 0; round < 5; round += 1) {
    await desk.system.tick()
    clock.advance({ hours: 1 })
  }
  expect(sent.map(([channel, { text }]) => [channel, text])).toEqual([
    ['sms', 'One'],
    ['sms', 'Two'],
  ])
  expect(new Set(sent.map(([, message]) => message.id)).size).toBe(2)
  await agent.reply(id, { body: 'Three' })
  await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).erase(id)
  await desk.system.tick()
  expect(sent).toHaveLength(2)
})
