import type { Scene, Story } from '../story/story.js'
import { upload } from './files.js'

/** A return with photo evidence: sent back once, paid by a bank that fails twice and answers twice. */
export async function* theReturn(story: Story): Scene {
  yield '04-21 09:12'
  const li = story.customer('li')
  const { id } = await li.create({
    subject: '台灯频闪，申请退款',
    body: '用了三天就开始频闪，想退款。',
    workflow: 'refund',
    category: 'returns',
    fields: { order: 'DD-1041', product: 'lamp', phone: '13800001041' },
  })
  story.cast.set('return', id)

  yield '04-21 09:40'
  const front = await story.holder(id)
  const clerk = story.staff(front)
  await story.refused(front, id, 'toQuality', () => clerk.send(id, { type: 'toQuality' }))
  await clerk.runMacro(id, 'askPhoto')

  yield '04-21 20:05'
  await li.reply(id, { body: '照片在这里。', attachments: [await upload(li, 'lamp.jpg', 'image/jpeg')] })

  yield '04-22 09:30'
  const first = await photoOf(story, id)
  await clerk.check(id, { item: 'photo', attachmentId: first })
  await clerk.check(id, { item: 'purchase' })
  await clerk.update(id, { fields: { amount: 299 } })
  await clerk.send(id, { type: 'toQuality' })

  yield '04-22 10:00'
  const inspector = await story.holder(id)
  await story.staff(inspector).accept(id)

  yield '04-22 11:00'
  await story.staff(inspector).send(id, { type: 'sendBack', reason: '铭牌看不清，无法判定批次，请补拍。' })

  yield '04-22 11:20'
  await story.staff(await story.holder(id)).runMacro(id, 'askPhoto')

  yield '04-22 12:40'
  await li.reply(id, { body: '补拍了铭牌。', attachments: [await upload(li, 'plate.jpg', 'image/jpeg')] })

  yield '04-22 14:00'
  const again = story.staff(await story.holder(id))
  await again.check(id, { item: 'photo', attachmentId: await photoOf(story, id) })
  await again.check(id, { item: 'purchase' })
  await again.send(id, { type: 'toQuality', reason: '铭牌已补拍。' })

  yield '04-22 14:40'
  const judge = await story.holder(id)
  await story.staff(judge).accept(id)

  yield '04-22 15:30'
  await story.staff(judge).check(id, { item: 'fault' })
  await story.refused(judge, id, 'passed', () => story.staff(judge).send(id, { type: 'passed' }))

  yield '04-22 16:10'
  const second = story.staff(judge === 'hong' ? 'jia' : 'hong')
  await second.check(id, { item: 'fault' })
  await second.check(id, { item: 'cause' })
  await second.send(id, { type: 'passed' })

  yield '04-22 16:40'
  const decider = story.staff(await story.holder(id))
  await decider.reply(id, { body: '质检已确认是产品问题，正在审批退款。' })

  yield '04-23 09:20'
  await decider.note(id, { body: '属批次问题，建议全额退款 299 元。' })
  await decider.askApproval(id, { approval: 'refund' })

  yield '04-23 10:00'
  await story.staff('zheng').approve(id, { approval: 'refund', note: '同意。' })

  yield '04-23 10:30'
  story.outside.fail('refund', 2, 'the bank is busy')
  await decider.send(id, { type: 'toFinance' })

  yield '04-23 11:00'
  await story.staff(await story.holder(id)).accept(id)

  yield '04-23 15:00'
  const bank = story.service('bank')
  const key = story.outside.taken('refund', id).id
  const receipt = await upload(bank, 'receipt.pdf', 'application/pdf')
  // The bank answers twice, as such systems do: under the id that it was given, so that it counts once.
  for (const time of ['04-23 15:01', '04-23 15:02']) {
    yield time
    await bank.attach(id, { attachmentId: receipt }, { idempotencyKey: `${key} receipt` })
    await bank.check(id, { item: 'receipt', attachmentId: receipt }, { idempotencyKey: `${key} check` })
    await bank.send(id, { type: 'paid' }, { idempotencyKey: `${key} paid` })
  }

  yield '04-23 19:00'
  await li.rate(id, { score: 5, comment: '退款很快，谢谢。' })

  yield '04-24 08:10'
  await li.send(id, { type: 'confirm' })
}

/** The last photo that the customer sent. */
async function photoOf({ admin }: Story, ticketId: string): Promise<string> {
  const { items } = await admin.thread(ticketId)
  const last = items.flatMap(({ attachments }) => attachments).at(-1)
  if (!last) throw new Error('There is no photo')
  return last.id
}
