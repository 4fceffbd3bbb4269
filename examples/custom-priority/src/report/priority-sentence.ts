import type { RehearsedDecision } from '@docket/core'
import type { Text } from './html.js'
import { sentence, told } from './told.js'
import { term } from './words.js'

/** Why a ticket has its priority, as a sentence. What has no text here is told as it is stored. */
export function prioritySentence(level: string, decision: RehearsedDecision | null): Text {
  const name = term(level)
  const { en, zh } = sentence((decision?.reasons ?? [{ code: 'none' }]).map((reason) => told(reason, TEXTS)))
  return { en: `${name.en.slice(0, 1).toUpperCase()}${name.en.slice(1)}: ${en}`, zh: `${name.zh}：${zh}` }
}

const TEXTS: Readonly<Record<string, Text>> = {
  none: { en: 'no reason is known', zh: '原因不明' },
  matrix: { en: 'impact {impact} and urgency {urgency} in the table', zh: '按表：影响 {impact}，紧急 {urgency}' },
  support: {
    en: '{impact} points for impact, {urgency} for urgency, {reopened} for coming back, {waiting} for waiting',
    zh: '影响 {impact} 分，紧急 {urgency} 分，重开 {reopened} 分，等待 {waiting} 分',
  },
  score: { en: 'together {score}, and {level} begins at {threshold}', zh: '共 {score} 分，{level}从 {threshold} 分起' },
  held: { en: 'it stays {level} until it falls below {until}', zh: '低于 {until} 分之前仍为{level}' },
  'policy-failed': { en: 'the policy failed', zh: '策略出错' },
}
