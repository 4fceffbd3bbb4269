import type { Reason, RehearsedDecision } from '@docket/core'
import type { Text } from './html.js'
import { told } from './told.js'
import { levelName } from './words.js'

/** Why a ticket has its priority, as a sentence. A decision that the map does not know is told as it is stored. */
export function prioritySentence(level: string, decision: RehearsedDecision | null): Text {
  const parts = decision === null ? [] : decision.reasons.map((reason) => (TEXTS[reason.code] ?? told)(reason))
  const name = levelName(level)
  return {
    en: `${capital(name.en)}: ${parts.map(({ en }) => en).join('; ') || 'no reason is known'}.`,
    zh: `${name.zh}：${parts.map(({ zh }) => zh).join('；') || '原因不明'}。`,
  }
}

const TEXTS: Readonly<Record<string, (reason: Reason) => Text>> = {
  matrix: ({ impact, urgency }) => ({
    en: `impact ${impact ?? 'unknown'} and urgency ${urgency ?? 'unknown'} in the table`,
    zh: `按表：影响 ${impact ?? '未知'}，紧急 ${urgency ?? '未知'}`,
  }),
  support: ({ impact, urgency, reopened, waiting }) => ({
    en: `${impact} points for impact, ${urgency} for urgency, ${reopened} for coming back, ${waiting} for waiting`,
    zh: `影响 ${impact} 分，紧急 ${urgency} 分，重开 ${reopened} 分，等待 ${waiting} 分`,
  }),
  score: ({ score, level, threshold }) => ({
    en: `together ${score}, and ${level} begins at ${threshold}`,
    zh: `共 ${score} 分，${levelName(String(level)).zh}从 ${threshold} 分起`,
  }),
  held: ({ level, until }) => ({
    en: `it stays ${level} until it falls below ${until}`,
    zh: `低于 ${until} 分之前仍为${levelName(String(level)).zh}`,
  }),
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
