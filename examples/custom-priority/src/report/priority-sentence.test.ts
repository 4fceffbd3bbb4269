import type { Reason } from '@docket/core'
import { expect, it } from 'vitest'
import { prioritySentence } from './priority-sentence.js'

const decision = (...reasons: Reason[]) => ({ policy: 'any', version: 1, reasons })

it('says what a table gives', () => {
  expect(prioritySentence('moderate', decision({ code: 'matrix', impact: 2 }))).toEqual({
    en: 'Moderate: impact 2 and urgency – in the table.',
    zh: '中：按表：影响 2，紧急 –。',
  })
})

it('says what the team’s own function gives, and why the level stays', () => {
  const points = { code: 'support', impact: 20, urgency: 20, reopened: 0, waiting: 15 }
  const score = { code: 'score', score: 55, level: 'high', threshold: 60 }
  const held = { code: 'held', level: 'high', score: 55, until: 55 }
  expect(prioritySentence('high', decision(points, score, held))).toEqual({
    en: 'High: 20 points for impact, 20 for urgency, 0 for coming back, 15 for waiting; together 55, and high begins at 60; it stays high until it falls below 55.',
    zh: '高：影响 20 分，紧急 20 分，重开 0 分，等待 15 分；共 55 分，高从 60 分起；低于 55 分之前仍为高。',
  })
})

it('says what it has no words for as it is stored', () => {
  expect(prioritySentence('low', decision({ code: 'moon', phase: 'full' })).en).toBe('Low: moon (phase "full").')
  expect(prioritySentence('low', null)).toEqual({ en: 'Low: no reason is known.', zh: '低：原因不明。' })
})
