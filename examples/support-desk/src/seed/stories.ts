import type { Teller } from './teller.js'

/** What has happened before anybody looks: a ticket in each state that there is, in the order of time. The last is one command: once it is told, all are. */
export const STORIES: readonly ((teller: Teller) => Promise<void>)[] = [
  settled,
  returned,
  inTheWorkshop,
  asked,
  solved,
  late,
  chinese,
  fresh,
]

/** Long done, and rated. */
async function settled({ at, customer, agent }: Teller) {
  at(9 * 24)
  const { id } = await customer('emma').create({
    subject: 'The invoice lacks our company name',
    body: 'Could you put “Clarke Studio Ltd” on the invoice for NL-10231?',
    category: 'other',
  })
  at(9 * 24 - 2)
  await agent('jonas').assign(id, { agent: 'jonas' })
  await agent('jonas').reply(id, { body: 'Done: the new invoice is in your account under “Orders”.' })
  await agent('jonas').send(id, { type: 'solve' })
  at(9 * 24 - 5)
  await customer('emma').rate(id, { score: 5, comment: 'That was quick, thank you!' })
  await customer('emma').send(id, { type: 'close' })
}

/** Repaired and on its way back: waits for a word of the customer. */
async function returned({ at, customer, agent }: Teller) {
  at(6 * 24)
  const { id } = await customer('tom').create({
    subject: 'Wren: the left side is silent',
    body: 'Since yesterday I hear nothing on the left. I have reset them twice.',
    workflow: 'repair',
    category: 'repair',
    fields: { product: 'Wren', serial: 'WR-2207', fault: 'Sound · 声音' },
  })
  at(6 * 24 - 3)
  await agent('mei').assign(id, { agent: 'mei' })
  await agent('mei').reply(id, { body: 'Sorry about that. Here is a free label; we look at it as soon as it is here.' })
  await agent('mei').send(id, { type: 'toWorkshop' })
  at(3 * 24)
  await agent('hao').assign(id, { agent: 'hao' })
  await agent('hao').note(id, { body: 'Driver on the left replaced, cable was fine.' })
  at(26)
  await agent('hao').reply(id, {
    body: 'We have replaced the left driver and tested it for an hour. The parcel left us today.',
  })
  await agent('hao').send(id, { type: 'repaired' })
}

async function inTheWorkshop({ at, customer, agent }: Teller) {
  at(40)
  const { id } = await customer('linwei').create({
    subject: '台灯亮一会儿就自己灭了',
    body: 'Alder 台灯开十分钟左右就灭，换了插座也一样。',
    workflow: 'repair',
    category: 'repair',
    fields: { product: 'Alder', serial: 'AL-5120', fault: 'Light · 灯光' },
  })
  at(39)
  await agent('mei').assign(id, { agent: 'mei' })
  await agent('mei').reply(id, {
    body: '您好，看起来是电源过热保护。运单已发到您的邮箱，寄件免费，收到后维修同事会马上检测。',
  })
  at(20)
  await customer('linwei').reply(id, { body: '已经寄出，麻烦尽快，晚上要用。' })
  at(18)
  await agent('mei').reply(id, { body: '收到，灯一到我们就先修您的。' })
  at(6)
  await agent('mei').send(id, { type: 'toWorkshop' })
  await agent('hao').assign(id, { agent: 'hao' })
  at(3)
  await agent('hao').reply(id, { body: '灯已收到，确认是电源模块老化，正在更换，预计明天寄出。' })
}

/** Waits for the customer. */
async function asked({ at, customer, agent }: Teller) {
  at(28)
  const { id } = await customer('emma').create({
    subject: 'Return one of two smart plugs',
    body: 'I need only one of them. Can I send the other back?',
    category: 'returns',
    fields: { order: 'NL-10587', product: 'Vesper', pieces: 1 },
  })
  at(26)
  await agent('jonas').assign(id, { agent: 'jonas' })
  await agent('jonas').reply(id, { body: 'Of course. Is it still in its box? Then you get the whole price back.' })
  await agent('jonas').send(id, { type: 'askRequester' })
}

/** Solved, and nobody has said whether it is. */
async function solved({ at, customer, agent }: Teller) {
  at(22)
  const { id } = await customer('emma').create({
    subject: 'The lamp does not come into my Wi-Fi',
    body: 'It blinks fast, the app finds it, and then it says “no connection”.',
    category: 'advice',
  })
  at(21)
  await agent('mei').assign(id, { agent: 'mei' })
  await agent('mei').reply(id, { body: 'Does your network have a band of 2.4 GHz? The Alder does not know 5 GHz.' })
  at(19)
  await customer('emma').reply(id, { body: 'Ah! It was switched off. I have switched it on.' })
  at(18)
  await agent('mei').reply(id, {
    body: 'Then hold the button until it blinks, and add it once more. It works on ours.',
  })
  await agent('mei').send(id, { type: 'solve' })
}

/** Nobody has answered in time, and the customer has urged. */
async function late({ at, customer }: Teller) {
  at(6.5)
  const { id } = await customer('tom').create({
    subject: 'My parcel has not moved for five days',
    body: 'The tracking page says “in transit” since Monday. It is a present for Sunday.',
    category: 'delivery',
    fields: { order: 'NL-10733' },
  })
  // Longer ago than one must wait to urge again.
  at(3)
  await customer('tom').nudge(id)
}

async function chinese({ at, customer, agent }: Teller) {
  at(0.6)
  const { id } = await customer('linwei').create({
    subject: '发票抬头需要改成公司名称',
    body: '订单 NL-10801，抬头请改为“青禾设计工作室”，税号稍后发您。',
    category: 'other',
  })
  at(0.3)
  await agent('mei').assign(id, { agent: 'mei' })
}

async function fresh({ at, customer }: Teller) {
  at(0.1)
  await customer('emma').create({
    subject: 'Battery of the Wren lasts two hours only',
    body: 'They are ten months old. Noise cancelling is off. Is that a case for the warranty?',
    category: 'repair',
    fields: { product: 'Wren', fault: 'Power · 电源' },
  })
}
