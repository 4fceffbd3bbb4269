import type { Reason } from '@docket/core'
import { expect, it } from 'vitest'
import { assignmentSentence } from './assignment-sentence.js'

const decision = (...reasons: Reason[]) => ({ policy: 'any', version: 1, reasons })

it('says who got it and counts the others', () => {
  const reasons = [
    { code: 'tier-skipped', tier: 'urgent', because: 'when' },
    { code: 'tier-skipped', tier: 'overflow', because: 'not-saturated', used: 0.137 },
    { code: 'chosen', agent: 'Ada', by: 'keeps-room', load: 1, capacity: 12, tier: 'own' },
    { code: 'outranked', agent: 'Bo', by: 'keeps-room' },
    { code: 'off-shift', agent: 'Cleo' },
    { code: 'off-shift', agent: 'Dan' },
    { code: 'more-candidates', count: 7 },
  ]
  expect(assignmentSentence(decision(...reasons))).toEqual({
    en: 'Ada got it in the tier own, holding 1 of 12: keeps room for what is urgent; 1 came after; 2 off shift; the tier urgent is not for it; no tier overflow, because its team was 13.7 % full; and 7 more.',
    zh: 'Ada 接单（本组层），在手 1/12：为紧急单留有余位；1 人排名靠后；2 人不当班；紧急层不适用；未到外援层，因团队仅占用 13.7 %；另有 7 人。',
  })
})

it('says that nobody could, and that a person did', () => {
  expect(assignmentSentence(decision({ code: 'no-candidates' }))).toEqual({
    en: 'Nobody could take it; nobody belongs to the team.',
    zh: '无人可接；该团队没有成员。',
  })
  expect(assignmentSentence(decision({ code: 'assigned', agent: null, team: 'North' })).en).toBe(
    'A person gave it to North.',
  )
  expect(assignmentSentence(null).en).toBe('Nobody was looked for.')
})

it('says what it has no words for as it is stored', () => {
  const reasons = [{ code: 'chosen', agent: 'Ada', by: 'stars', load: 0, capacity: null }, { code: 'moon' }]
  expect(assignmentSentence(decision(...reasons))).toEqual({
    en: 'Ada got it, holding 0 of –: stars; moon.',
    zh: 'Ada 接单，在手 0/–：stars；moon。',
  })
})
