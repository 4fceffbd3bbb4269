import { describe, expect, it } from 'vitest'
import { wordsOf } from './progress-words.js'

const at = new Date('2025-03-03T14:00:00Z')
const promised = { at, atRisk: false, reason: { code: 'promised' } }
const without = (code: string) => ({ at: null, atRisk: false, reason: { code } })
const told = {
  state: 'In repair',
  phase: 'open',
  stage: { name: 'Repair', number: 2, seconds: 9_000 },
  handler: 'Ada',
  expected: { answer: null, solution: promised },
}
const en = { locale: 'en', timeZone: 'UTC' } as const
const zh = { locale: 'zh', timeZone: 'Asia/Shanghai' } as const

describe('how a ticket comes on', () => {
  it('is told whole, in either language', () => {
    expect(wordsOf(told, en)).toEqual([
      'In repair.',
      'It is in step 2: Repair.',
      'This step should take at most 2 service hours and 30 minutes.',
      'Ada is taking care of it.',
      'You can expect it to be solved by 3 March 2025 at 14:00 (UTC).',
    ])
    expect(wordsOf(told, zh)).toEqual([
      'In repair。',
      '目前是第 2 个环节：Repair。',
      '本环节最多需要 2 小时 30 分钟（按服务时间计）。',
      '由 Ada 负责处理。',
      '预计在 2025年3月3日 22:00 (Asia/Shanghai) 之前解决。',
    ])
  })

  it.each([
    [
      'overdue',
      'The answer is late; we are sorry, and are working on it.',
      '已超过预计的答复时间，非常抱歉，我们正在处理。',
    ],
    [
      'paused',
      'When we can answer depends on something that we are waiting for.',
      '我们正在等待其他事项，之后才能确定答复时间。',
    ],
    ['calendar-ends', 'We cannot say yet when we can answer.', '目前还无法确定答复时间。'],
  ])('says why there is no date: %s', (code, english, chinese) => {
    const shown = { ...told, stage: null, handler: null, expected: { answer: without(code), solution: null } }
    expect(wordsOf(shown, en).slice(1)).toEqual([english])
    expect(wordsOf(shown, zh).slice(1)).toEqual([chinese])
  })

  it.each([
    [3_600, '1 service hour'],
    [7_200, '2 service hours'],
    [60, '1 minute'],
    [61, '2 minutes'],
  ])('says what %d seconds are', (seconds, words) => {
    const stage = { name: 'Repair', number: 1, seconds }
    expect(wordsOf({ ...told, stage }, en)[2]).toBe(`This step should take at most ${words}.`)
  })

  it('says nothing of a stage without a promise, and no more than the end of what is over', () => {
    expect(wordsOf({ ...told, stage: { name: 'Repair', number: 2, seconds: null } }, en)[2]).toBe(
      'Ada is taking care of it.',
    )
    expect(wordsOf({ ...told, phase: 'solved' }, en)).toEqual(['In repair.', 'From our side it is solved.'])
    expect(wordsOf({ ...told, phase: 'terminal' }, zh)).toEqual(['In repair。', '此请求已结束。'])
  })

  it('begins with the state as a sentence, also where only its name is known', () => {
    expect(wordsOf({ ...told, state: 'open' }, en)[0]).toBe('Open.')
    expect(wordsOf({ ...told, state: '处理中' }, zh)[0]).toBe('处理中。')
  })
})
