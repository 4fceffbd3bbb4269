import type { Scene, Story } from '../story/story.js'

/** A complaint: urged twice, refused by the customer once, confirmed by him in the same ticket. */
export async function* theComplaint(story: Story): Scene {
  yield '04-22 09:05'
  const gu = story.customer('gu')
  const { id } = await gu.create({
    subject: '安装师傅两次失约',
    body: '约了两次都没来，电话也没人接。',
    workflow: 'complaint',
    category: 'complaint',
  })
  story.cast.set('complaint', id)

  yield '04-22 09:50'
  const clerk = story.staff(await story.holder(id))
  await clerk.runMacro(id, 'acknowledge')
  await clerk.check(id, { item: 'acknowledged' })
  await clerk.send(id, { type: 'toCare', reason: '客户情绪激动，请尽快联系。' })

  yield '04-23 10:00'
  await gu.nudge(id, { message: '到现在还没有人联系我。' })

  yield '04-23 10:40'
  await story.refused('gu', id, 'nudge', () => gu.nudge(id, { message: '有人吗？' }))

  yield '04-23 13:00'
  await gu.nudge(id, { message: '再不处理我就去投诉平台了。' })

  yield '04-23 13:30'
  const carer = await story.holder(id)
  const care = story.staff(carer)
  await care.reply(id, { body: '非常抱歉让您久等，我现在就核实。' })
  const asked = await care.request(id, {
    to: { team: 'warehouse' },
    question: '4 月 18 日和 20 日的上门单为什么没有执行？',
    due: { within: { hours: 9 }, calendar: 'shanghai' },
  })

  yield '04-23 16:00'
  await story.refused(carer, id, 'propose', () => care.send(id, { type: 'propose' }))

  yield '04-24 10:00'
  await story.staff('wu').answer(id, { request: asked.id, body: '外包方排班系统丢单，已更正。' })

  yield '04-24 11:00'
  await care.check(id, { item: 'cause' })
  await care.check(id, { item: 'remedy' })
  await care.send(id, { type: 'propose', reason: '已重新安排周五上门，并赠送一年延保。' })

  yield '04-24 15:00'
  await care.recordCallBack(id, { outcome: 'unreached' })

  yield '04-25 14:10'
  await care.recordCallBack(id, { outcome: 'refused', note: '师傅来了，但没有道歉，也没有带延保卡。' })

  yield '04-25 15:30'
  const again = story.staff(await story.holder(id))
  await again.reply(id, { body: '给您添麻烦了，主管会亲自致电。' })

  yield '04-27 15:00'
  await again.check(id, { item: 'cause' })
  await again.check(id, { item: 'remedy' })
  await again.send(id, { type: 'propose', reason: '主管已电话致歉，延保已登记到账户。' })

  yield '04-27 19:30'
  await gu.send(id, { type: 'confirm' })
  await gu.rate(id, { score: 4, comment: '最后处理得还可以。' })
}
