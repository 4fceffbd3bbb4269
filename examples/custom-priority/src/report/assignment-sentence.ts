import type { Reason, RehearsedDecision } from '@docket/core'
import type { Text } from './html.js'
import { told } from './told.js'
import { percent } from './words.js'

/** Why somebody got a ticket, or nobody did, as a sentence. Candidates who lost are counted by why they did. */
export function assignmentSentence(decision: RehearsedDecision | null): Text {
  if (decision === null) return { en: 'It was given to nobody.', zh: '未分派。' }
  const { reasons } = decision
  const counts = Object.entries(LOST).flatMap(([code, text]) => {
    const count = reasons.filter((reason) => reason.code === code).length
    return count === 0 ? [] : [text(count)]
  })
  // Whoever was chosen is told of first, what was passed over last.
  const chosen = reasons.filter(({ code }) => DECIDES.includes(code)).map(sentenceOf)
  const head = chosen.length > 0 ? chosen : [NOBODY]
  const rest = reasons.filter(({ code }) => !DECIDES.includes(code) && !Object.hasOwn(LOST, code)).map(sentenceOf)
  const parts = [...head, ...counts, ...rest]
  return { en: `${parts.map(({ en }) => en).join('; ')}.`, zh: `${parts.map(({ zh }) => zh).join('；')}。` }
}

const NOBODY: Text = { en: 'Nobody could take it', zh: '无人可接' }
const DECIDES: readonly string[] = ['chosen', 'assigned']

const sentenceOf = (reason: Reason): Text => (SINGLE[reason.code] ?? told)(reason)

/** Who lost, by why. */
const LOST: Readonly<Record<string, (count: number) => Text>> = {
  outranked: (count) => ({ en: `${count} came after`, zh: `${count} 人排名靠后` }),
  tie: (count) => ({ en: `${count} would have done as well`, zh: `${count} 人条件相当` }),
  full: (count) => ({ en: `${count} had no free place`, zh: `${count} 人已满` }),
  'off-shift': (count) => ({ en: `${count} off shift`, zh: `${count} 人不当班` }),
  vacation: (count) => ({ en: `${count} on vacation`, zh: `${count} 人休假` }),
  away: (count) => ({ en: `${count} away`, zh: `${count} 人离开` }),
  'language-missing': (count) => ({ en: `${count} without the language`, zh: `${count} 人不会该语言` }),
}

const SINGLE: Readonly<Record<string, (reason: Reason) => Text>> = {
  chosen: ({ agent, by, load, capacity, tier }) => {
    const decided = DECIDED[String(by)] ?? { en: `${by} decided`, zh: `由 ${by} 决定` }
    const where = tier === undefined ? { en: '', zh: '' } : { en: ` in the tier ${tier}`, zh: `（${tierName(tier)}）` }
    return {
      en: `${agent} got it${where.en}, holding ${load} of ${capacity ?? 'any number'}: ${decided.en}`,
      zh: `${agent} 接单${where.zh}，在手 ${load}/${capacity ?? '不限'}：${decided.zh}`,
    }
  },
  'tier-skipped': ({ tier, because, used }) =>
    because === 'when'
      ? { en: `the tier ${tier} is not for it`, zh: `${tierName(tier)}不适用` }
      : {
          en: `no tier ${tier}, because its team was ${fullness(used).en}`,
          zh: `未到${tierName(tier)}，因团队${fullness(used).zh}`,
        },
  'no-candidates': () => ({ en: 'nobody belongs to the team', zh: '该团队没有成员' }),
  'more-candidates': ({ count }) => ({ en: `and ${count} more`, zh: `另有 ${count} 人` }),
  assigned: ({ agent, team }) => ({ en: `A person gave it to ${agent ?? team}`, zh: `人工转给 ${agent ?? team}` }),
  'agent-left': ({ agent }) => ({ en: `${agent} did not work any more`, zh: `${agent} 已下班` }),
}

const fullness = (used: unknown): Text =>
  typeof used === 'number'
    ? { en: `${percent(used)} full`, zh: `仅占用 ${percent(used)}` }
    : { en: 'without a limit', zh: '无上限' }

/** What decided between those who could take it. */
const DECIDED: Readonly<Record<string, Text>> = {
  chance: { en: 'chance decided', zh: '随机决定' },
  only: { en: 'nobody else could', zh: '别无人选' },
  'least-load': { en: 'least work decided', zh: '负载最低' },
  experience: { en: 'experience with the category decided', zh: '同类经验更多' },
  sticky: { en: 'knows the customer', zh: '熟悉该客户' },
  'keeps-room': { en: 'keeps room for what is urgent', zh: '为紧急单留有余位' },
}

const tierName = (tier: unknown) => TIERS[String(tier)] ?? `${tier} 层`
const TIERS: Readonly<Record<string, string>> = {
  urgent: '紧急层',
  overflow: '外援层',
  own: '本组层',
  anybody: '兜底层',
}
