import type { Scene, Story } from '../story/story.js'
import { photograph } from './files.js'

/** A repair that crosses four departments: a part to be approved and ordered, a test that fails, a stage that is late. */
export async function* theRepair(story: Story): Scene {
  yield '04-21 10:05'
  const zhao = story.customer('zhao', 'zh', 'gold')
  const { id } = await zhao.create({
    subject: '音箱充不进电',
    body: '充了一夜还是没电，寄回维修。',
    workflow: 'repair',
    category: 'repair-audio',
    fields: { serial: 'SP-2207', broken: 'battery' },
  })
  story.cast.set('repair', id)

  yield '04-21 11:00'
  const clerk = story.staff(await story.holder(id))
  await clerk.runMacro(id, 'acknowledge')
  await clerk.check(id, { item: 'photo', attachmentId: await photograph(clerk, id, 'arrival.jpg') })
  await clerk.check(id, { item: 'fault' })
  await clerk.send(id, { type: 'toWorkshop', reason: '充电口有松动，客户下周出差前要用。' })

  yield '04-21 13:30'
  const mechanic = await story.holder(id)
  const bench = story.staff(mechanic)
  await bench.check(id, { item: 'diagnosed' })
  await bench.update(id, { fields: { part: 'SP-22 电池', amount: 480 } })
  const asked = await bench.request(id, {
    to: { team: 'warehouse' },
    question: 'SP-22 电池有库存吗？',
    due: { within: { hours: 4 }, calendar: 'shanghai' },
  })

  yield '04-22 10:30'
  await story.staff('ping').answer(id, { request: asked.id, body: '没有库存，供应商三天到货，480 元。' })

  yield '04-22 10:50'
  await story.refused(mechanic, id, 'orderParts', () => bench.send(id, { type: 'orderParts' }))
  await bench.askApproval(id, { approval: 'parts' })

  yield '04-22 11:20'
  await story.staff('zhou').approve(id, { approval: 'parts' })

  yield '04-22 13:00'
  await story.staff('zheng').refuseApproval(id, { approval: 'parts', note: '配件价格偏高。' })

  yield '04-22 14:30'
  await story.staff('wu').approve(id, { approval: 'parts', note: '已是协议价。' })

  yield '04-22 14:40'
  await bench.send(id, { type: 'orderParts' })

  // The supplier, too, says it twice.
  for (const time of ['04-25 10:00', '04-25 10:05']) {
    yield time
    const { id: key } = story.outside.taken('sparePart', id)
    await story.service('supplier').send(id, { type: 'partsArrived' }, { idempotencyKey: key })
  }

  // The mechanic is ill on Friday; the ladder brings the late stage up to the head of the department.
  yield '04-27 11:30'
  await bench.check(id, { item: 'diagnosed' })
  await bench.check(id, { item: 'repaired' })
  await bench.send(id, { type: 'toQuality', reason: '已更换电池。' })

  yield '04-27 13:00'
  await story.staff(await story.holder(id)).accept(id)

  yield '04-27 14:00'
  await story.staff(await story.holder(id)).send(id, { type: 'failed', reason: '充电正常，但音量大时有杂音。' })

  yield '04-27 15:30'
  const mender = story.staff(await story.holder(id))
  await mender.accept(id)

  yield '04-28 10:00'
  await mender.check(id, { item: 'diagnosed' })
  await mender.check(id, { item: 'repaired' })
  await mender.send(id, { type: 'toQuality', reason: '扬声器排线已重新固定。' })

  yield '04-28 11:30'
  const tester = await story.holder(id)
  await story.staff(tester).check(id, { item: 'tested' })

  yield '04-28 13:20'
  const second = story.staff(tester === 'hong' ? 'jia' : 'hong')
  await second.check(id, { item: 'tested' })
  await second.send(id, { type: 'passed' })

  yield '04-28 15:00'
  const packer = story.staff(await story.holder(id))
  await packer.accept(id)

  yield '04-29 09:40'
  await packer.check(id, { item: 'packed' })
  await packer.check(id, { item: 'waybill', attachmentId: await photograph(packer, id, 'waybill.jpg') })
  await packer.send(id, { type: 'sent' })

  yield '04-29 10:00'
  await clerk.reply(id, { body: '音箱已修好寄出，更换了电池并重新固定了排线。' })

  yield '04-30 20:00'
  await zhao.rate(id, { score: 4 })
  await zhao.send(id, { type: 'confirm' })
}
