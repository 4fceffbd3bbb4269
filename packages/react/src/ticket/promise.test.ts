import { describe, expect, test } from 'vitest'
import { at, ticket } from '../../test/gallery/tickets.js'
import { en } from '../text/en.js'
import { speechOf } from '../text/translate.js'
import { zhCn } from '../text/zh-cn.js'
import { riskOf, sentence, stepOf } from './promise.js'

const english = speechOf('en', en)
const overdue = { answer: null, solution: { at: null, reason: { code: 'overdue' } } }

describe('what is promised', () => {
  test('stands in one sentence: the state, who has it, and by when', () => {
    const soon = ticket('t1', 'x')
    const said = sentence(soon, { state: 'In progress', handler: 'Mei Lin' }, english)
    expect(said).toBe(`In progress. Mei Lin has it. Expected ${english.when(soon.expected.solution?.at ?? '')}.`)
  })

  test('is joined without spaces in Chinese', () => {
    const said = sentence(
      ticket('t1', 'x', { expected: overdue as never }),
      { state: '处理中', handler: '林美' },
      speechOf('zh-CN', zhCn),
    )
    expect(said).not.toMatch(/。\s/)
  })

  test('a late one says so, and a solved one promises nothing', () => {
    const late = ticket('t1', 'x', { expected: overdue as never })
    expect(sentence(late, { state: 'In progress', handler: null }, english)).toContain(en.late)
    expect(sentence({ ...late, phase: 'solved' }, { state: 'Solved', handler: 'Mei' }, english)).toBe('Solved.')
    expect(riskOf(late)).toBe('late')
    expect(riskOf({ ...late, phase: 'solved' })).toBeNull()
  })

  test('time is short where the desk says so, and only while it is open', () => {
    const short = { at: at(9), atRisk: true, reason: { code: 'promised' } }
    expect(riskOf(ticket('t1', 'x'))).toBeNull()
    expect(riskOf(ticket('t1', 'x', { expected: { answer: short, solution: null } }))).toBe('risk')
    expect(riskOf(ticket('t1', 'x', { expected: { answer: null, solution: short } }))).toBe('risk')
    expect(riskOf(ticket('t1', 'x', { expected: { answer: null, solution: short }, phase: 'waiting' }))).toBeNull()
  })

  test.each([
    [{ assignee: null, firstResponseAt: null }, 1],
    [{ firstResponseAt: null }, 2],
    [{}, 3],
    [{ phase: 'solved' }, 4],
    [{ phase: 'terminal' }, 5],
  ] as const)('%j is step %d', (more, step) => {
    expect(stepOf(ticket('t1', 'x', more))).toBe(step)
  })

  test('a time of another day comes with its day', () => {
    expect(english.time(at(-60 * 24 * 3))).toMatch(/[A-Z][a-z]{2} \d+, /)
    expect(english.time(at(-60 * 24 * 3), true)).toMatch(/^[A-Z][a-z]{2} \d+$/)
  })
})
