import type { Reason, RehearsedDecision } from '@docket/core'
import type { Text } from './html.js'
import { sentence, told } from './told.js'

/** Why somebody got a ticket, or nobody did, as a sentence. Candidates who lost are counted by why they did. */
export function assignmentSentence(decision: RehearsedDecision | null): Text {
  const reasons = decision?.reasons ?? []
  const counts = Object.keys(LOST).flatMap((code): Reason[] => {
    const count = reasons.filter((reason) => reason.code === code).length
    return count === 0 ? [] : [{ code, count }]
  })
  // Whoever was chosen is told of first, what was passed over last.
  const decides = reasons.filter(({ code }) => DECIDES.includes(code))
  const others = reasons.filter(({ code }) => !DECIDES.includes(code) && !Object.hasOwn(LOST, code))
  const head = decides.length > 0 ? decides : [{ code: decision === null ? 'unasked' : 'nobody' }]
  return sentence([
    ...head.map((reason) => told(reason, reason['tier'] === undefined ? TEXTS : IN_TIERS)),
    ...counts.map((count) => told(count, LOST)),
    ...others.map((reason) => told(reason, reason['because'] === 'not-saturated' ? NOT_SATURATED : TEXTS)),
  ])
}

const DECIDES: readonly string[] = ['chosen', 'assigned']

/** Who lost, by why. */
const LOST: Readonly<Record<string, Text>> = {
  outranked: { en: '{count} came after', zh: '{count} 人排名靠后' },
  tie: { en: '{count} would have done as well', zh: '{count} 人条件相当' },
  full: { en: '{count} had no free place', zh: '{count} 人已满' },
  'off-shift': { en: '{count} off shift', zh: '{count} 人不当班' },
  vacation: { en: '{count} on vacation', zh: '{count} 人休假' },
  away: { en: '{count} away', zh: '{count} 人离开' },
  'language-missing': { en: '{count} without the language', zh: '{count} 人不会该语言' },
}

const TEXTS: Readonly<Record<string, Text>> = {
  unasked: { en: 'Nobody was looked for', zh: '无需分派' },
  nobody: { en: 'Nobody could take it', zh: '无人可接' },
  chosen: {
    en: '{agent} got it, holding {load} of {capacity}: {by}',
    zh: '{agent} 接单，在手 {load}/{capacity}：{by}',
  },
  assigned: { en: 'A person gave it to {team}', zh: '人工转给 {team}' },
  'tier-skipped': { en: 'the tier {tier} is not for it', zh: '{tier}不适用' },
  'no-candidates': { en: 'nobody belongs to the team', zh: '该团队没有成员' },
  'more-candidates': { en: 'and {count} more', zh: '另有 {count} 人' },
  'agent-left': { en: '{agent} did not work any more', zh: '{agent} 已下班' },
  'policy-failed': { en: 'the policy failed', zh: '策略出错' },
}

const IN_TIERS: Readonly<Record<string, Text>> = {
  chosen: {
    en: '{agent} got it in the tier {tier}, holding {load} of {capacity}: {by}',
    zh: '{agent} 接单（{tier}），在手 {load}/{capacity}：{by}',
  },
}

const NOT_SATURATED: Readonly<Record<string, Text>> = {
  'tier-skipped': {
    en: 'no tier {tier}, because its team was {used} full',
    zh: '未到{tier}，因团队仅占用 {used}',
  },
}
