import type { Scene, Story } from '../story/story.js'

const BEGIN_MINUTE = 10
const MINUTES = 40

/** An outage in the evening with a crowd of tickets behind it; two people are on call. */
export async function* theOutage(story: Story): Scene {
  const minutes = Array.from({ length: story.crowd }, () => BEGIN_MINUTE + Math.floor(story.random.next() * MINUTES))
  minutes.sort((one, other) => one - other)
  const behind: string[] = []
  let incident = ''
  for (const [n, minute] of minutes.entries()) {
    yield `04-23 20:${minute}`
    if (n === 5) incident = await declared(story)
    const isAbroad = n % 6 === 5
    const { id } = await story.customer(`c${n}`, isAbroad ? 'en' : 'zh').create({
      subject: isAbroad ? 'App cannot connect' : 'App 打不开，灯连不上',
      body: isAbroad ? 'The app says "server not reachable".' : '一直提示服务器连接失败。',
      category: 'cloud',
    })
    behind.push(id)
  }

  yield '04-23 20:55'
  await gather(story, incident, behind)
  const lookout = await story.holder(incident)
  const watch = story.staff(lookout)
  await watch.check(incident, { item: 'scope' })
  await watch.check(incident, { item: 'announced' })
  await watch.send(incident, { type: 'causeFound', reason: '接入层证书过期。' })

  yield '04-23 21:05'
  const engineer = story.staff(await story.holder(incident))
  await engineer.accept(incident)

  yield '04-23 21:40'
  await engineer.check(incident, { item: 'cured' })
  await engineer.send(incident, { type: 'watch', reason: '证书已更换，连接在恢复。' })

  yield '04-23 23:00'
  const observer = await story.holder(incident)
  await story.staff(observer).check(incident, { item: 'stable' })
  const other = story.staff(observer === 'bo' ? 'min' : 'bo')
  await other.check(incident, { item: 'stable' })
  await other.send(incident, { type: 'solve' })

  yield '04-24 08:00'
  await story.customer('c7').reply(behind[7] ?? '', { body: '我这边还是连不上。' })

  yield '04-24 09:15'
  const helper = story.staff(await story.holder(behind[7] ?? ''))
  await helper.reply(behind[7] ?? '', { body: '请重启路由器后再试，服务端已正常。' })
  await helper.send(behind[7] ?? '', { type: 'solve' })

  yield '04-28 10:00'
  await story.staff('chen').send(incident, { type: 'publish', reason: '证书到期提醒接入值班系统，提前 30 天告警。' })
}

async function declared(story: Story): Promise<string> {
  const { id } = await story.staff('chen').create({
    subject: '云服务无法连接',
    requester: { id: 'monitoring' },
    workflow: 'incident',
    category: 'cloud',
    priority: 'urgent',
  })
  story.cast.set('outage', id)
  return id
}

/** Each of the two on call marks their own tickets and puts them behind the incident. */
async function gather(story: Story, incident: string, behind: readonly string[]): Promise<void> {
  const holders = new Map<string, string[]>()
  for (const ticketId of behind) {
    const holder = await story.holder(ticketId)
    holders.set(holder, [...(holders.get(holder) ?? []), ticketId])
  }
  for (const [holder, tickets] of holders) {
    const desk = story.staff(holder)
    for await (const result of desk.batch({ tickets, do: [{ action: 'tag', add: ['outage'] }] })) {
      if (!result.ok) throw new Error(`A ticket could not be marked: ${JSON.stringify(result)}`)
      await desk.link(incident, { kind: 'parent-of', ticketId: result.ticketId })
    }
  }
}
