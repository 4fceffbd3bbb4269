import { describe, expect, it } from 'vitest'
import { wordsOf } from './progress-words.js'

const at = new Date('2025-03-03T14:00:00Z')
const promised = { at, reason: { code: 'promised' } }
const without = (code: string) => ({ at: null, reason: { code } })
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
      'The state of your request: In repair.',
      'It is in step 2: Repair.',
      'This step is to take 2 service hours and 30 minutes at most.',
      'Ada is taking care of it.',
      'You can expect it to be solved by 3 March 2025 at 14:00 (UTC).',
    ])
    expect(wordsOf(told, zh)).toEqual([
      '您的请求目前状态：In repair。',
      '目前处于第 2 个环节：Repair。',
      '该环节最多需要 2 个服务小时 30 分钟。',
      '由Ada负责处理。',
      '预计在 2025年3月3日 22:00 (Asia/Shanghai) 之前解决。',
    ])
  })

  it.each([
    ['overdue', 'The answer is late; we are sorry, and are working on it.', '答复已逾期，非常抱歉，我们正在处理。'],
    [
      'paused',
      'When we can answer depends on something that we are waiting for.',
      '答复时间取决于我们正在等待的事项。',
    ],
    ['calendar-ends', 'When we can answer cannot be said yet.', '目前还无法给出答复时间。'],
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
    expect(wordsOf({ ...told, stage }, en)[2]).toBe(`This step is to take ${words} at most.`)
  })

  it('says nothing of a stage without a promise, and no more than the end of what is over', () => {
    expect(wordsOf({ ...told, stage: { name: 'Repair', number: 2, seconds: null } }, en)[2]).toBe(
      'Ada is taking care of it.',
    )
    expect(wordsOf({ ...told, phase: 'solved' }, en)).toEqual([
      'The state of your request: In repair.',
      'It is solved.',
    ])
    expect(wordsOf({ ...told, phase: 'terminal' }, zh)).toEqual(['您的请求目前状态：In repair。', '该请求已关闭。'])
  })
})
