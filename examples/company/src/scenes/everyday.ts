import { inShanghai } from '../story/play.js'
import type { Scene, Story } from '../story/story.js'

/** Every day: what is put off, asked twice, badly rated, found again. */
export async function* putOff(story: Story): Scene {
  yield '04-22 10:00'
  const hu = story.customer('hu')
  const { id } = await hu.create({ subject: '装修完再装灯，先问安装条件', category: 'advice' })

  yield '04-22 10:30'
  const clerk = story.staff(await story.holder(id))
  await clerk.reply(id, { body: '预留 220V 线即可。装修预计什么时候完工？我到时联系您。' })
  await clerk.snooze(id, { until: inShanghai('04-29 09:00') })

  yield '04-29 09:30'
  await clerk.reply(id, { body: '装修进展如何？需要的话本周可以安排上门。' })
  await clerk.send(id, { type: 'solve' })
}

/** The same question twice: the second ticket goes on in the first. */
export async function* askedTwice(story: Story): Scene {
  yield '04-24 09:20'
  const qin = story.customer('qin')
  const text = '路由器每晚十点断网，重启后恢复，第二天又断网'
  const first = await qin.create({ subject: '路由器每晚断网', body: text, category: 'advice' })

  yield '04-24 09:55'
  const again = await qin.create({ subject: '路由器又断网了', body: text, category: 'advice' })

  yield '04-24 10:10'
  const clerk = story.staff(await story.holder(again.id))
  const [likely] = await clerk.duplicates(again.id)
  if (likely?.ticket.id !== first.id) throw new Error('The desk should have seen that it is the same')
  await clerk.merge(again.id, { into: first.id })

  yield '04-24 10:40'
  await qin.reply(again.id, { body: '补充：型号是 RT-300。' })

  yield '04-24 11:30'
  const helper = story.staff(await story.holder(first.id))
  await helper.reply(first.id, { body: '固件有定时重启，请在设置里关闭。' })
  await helper.runMacro(first.id, 'solvedByAdvice')
}

/** A customer in Europe, on a holiday: a bad rating, which opens its follow-up. */
export async function* badlyRated(story: Story): Scene {
  yield '04-21 16:00'
  const olivia = story.customer('olivia', 'en', 'vip')
  const { id } = await olivia.create({ subject: 'Speaker update fails', body: 'It stops at 40 %.', category: 'advice' })

  yield '04-22 20:30'
  const clerk = story.staff(await story.holder(id))
  await clerk.reply(id, { body: 'Please try again.' })
  await clerk.send(id, { type: 'solve' })

  yield '04-22 21:45'
  // The CRM is down for the night: what it is told is given up after ten attempts, and sent again in the morning.
  story.outside.fail('crm', Number.POSITIVE_INFINITY, 'the CRM is down')
  await olivia.rate(id, { score: 1, comment: 'A day of waiting for "try again"!' })

  yield '04-23 09:05'
  story.outside.fail('crm', 0)
  const lead = story.staff('dong')
  await lead.retryDeadLetters(await lead.deadLetters())

  yield '04-23 09:30'
  const followUp = (await story.admin.get(id)).links.at(-1)?.ticketId ?? ''
  const listener = story.staff(await story.holder(followUp))
  await listener.reply(followUp, { body: 'I am sorry. May we call you today?' })
  await listener.check(followUp, { item: 'acknowledged' })
  await listener.send(followUp, { type: 'toCare' })

  yield '04-23 16:00'
  const carer = story.staff(await story.holder(followUp))
  await carer.check(followUp, { item: 'cause' })
  await carer.check(followUp, { item: 'remedy' })
  await carer.send(followUp, { type: 'propose', reason: 'The update now works; we have added a year of warranty.' })

  yield '04-23 18:30'
  await olivia.send(followUp, { type: 'confirm' })
}

/** What is over and archived is still found, by its words in Chinese. */
export async function* foundAgain(story: Story): Scene {
  for (const [time, by, text] of [
    ['04-28 09:30', 'mei', '频闪'],
    ['04-29 10:00', 'xia', '断网'],
    ['04-29 10:05', 'xia', '道歉'],
  ] as const) {
    yield time
    const { items } = await story.staff(by).search(text)
    story.searches.push({ by, text, tickets: items.map(({ ticket }) => ticket.id) })
  }
}
