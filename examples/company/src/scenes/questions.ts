import { calendars } from '../calendars.js'
import type { Scene, Story } from '../story/story.js'

const SUBJECTS = [
  '音箱怎么连接电视',
  '灯光如何设置定时',
  '保修期怎么查询',
  '路由器如何恢复出厂设置',
  'App 换手机后设备还在吗',
  '发票抬头怎么修改',
] as const

/** So many ask something simple in the two weeks. */
const QUESTIONS = 36
const MINUTE_MS = 60_000

/** Simple questions at any working hour; most are answered soon, some are forgotten until somebody is reminded. */
export function questions(story: Story): Scene[] {
  const begin = new Date('2025-04-21T01:00:00Z')
  return Array.from({ length: QUESTIONS }, (_, n) => {
    const askedAt = calendars.shanghai.add(begin, { minutes: Math.floor(story.random.next() * 60 * 66) })
    const isForgotten = story.random.next() < 0.15
    const minutes = isForgotten ? 300 + story.random.next() * 240 : 10 + story.random.next() * 150
    const answeredAt = calendars.shanghai.add(askedAt ?? begin, { minutes: Math.round(minutes) })
    return question(story, n, written(askedAt), written(answeredAt))
  })
}

async function* question(story: Story, n: number, askedAt: string, answeredAt: string): Scene {
  yield askedAt
  const customer = story.customer(`q${n}`)
  const { id } = await customer.create({ subject: SUBJECTS[n % SUBJECTS.length] ?? '', category: 'advice' })
  yield answeredAt
  await story.staff(await story.holder(id)).runMacro(id, 'solvedByAdvice')
}

/** An instant as scenes write it. */
function written(at: Date | null): string {
  if (at === null) throw new Error('The calendar has ended')
  const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS
  return new Date(whole + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
}
