import { describe, expect, it } from 'vitest'
import { candidate, waiting } from '../../test/candidates.js'
import { refusalOf } from './eligibility.js'
import type { Requirements } from './policy-types.js'

const NAN = Number.NaN
const refusal = (changes: Parameters<typeof candidate>[1], ticket = waiting(), requirements: Requirements = {}) =>
  refusalOf(candidate('a', changes), ticket, requirements)
const asked = (requirements: Requirements, changes: Parameters<typeof candidate>[1] = {}) =>
  refusal(changes, waiting(), requirements)

describe('who cannot take a ticket, and why', () => {
  it.each(['away', 'removed', 'vacation', 'off-shift', 'shift-unknown'] as const)('%s, until when', (code) => {
    expect(refusal({ presence: { code, until: 99 } })).toEqual({ code, agent: 'a', until: 99 })
    expect(refusal({ presence: { code, until: null } })).toEqual({ code, agent: 'a', until: null })
  })

  it('whoever let it pass', () => {
    expect(refusal({}, waiting({ passedBy: ['b', 'a'] }))).toEqual({ code: 'passed', agent: 'a' })
    expect(refusal({}, waiting({ passedBy: ['b'] }))).toBeNull()
  })

  it('whoever has less room than the ticket weighs', () => {
    const heavy = waiting({ weight: 3 })
    expect(refusal({ load: 7 }, heavy)).toBeNull()
    expect(refusal({ load: 8 }, heavy)).toEqual({ code: 'full', agent: 'a', load: 8, capacity: 10 })
    expect(refusal({ capacity: 0 })).toMatchObject({ code: 'full', load: 0, capacity: 0 })
    expect(refusal({ load: 12 })).toMatchObject({ code: 'full' })
    expect(refusal({ load: 1_000_000, capacity: null }, heavy)).toBeNull()
    expect(refusal({ capacity: NAN })).toMatchObject({ code: 'full' })
  })

  it('whoever has less room for its channel, where that is bounded', () => {
    const phone = waiting({ channel: 'phone', weight: 2 })
    const full = { code: 'channel-full', agent: 'a', channel: 'phone', load: 1, capacity: 2 }
    expect(refusal({ channels: { phone: 2 }, channelLoad: 1 }, phone)).toEqual(full)
    expect(refusal({ channels: { phone: 3 }, channelLoad: 1 }, phone)).toBeNull()
    expect(refusal({ channels: { web: 0 }, channelLoad: 9 }, phone)).toBeNull()
    expect(refusal({ channels: { phone: 0 } }, phone)).toMatchObject({ code: 'channel-full', capacity: 0 })
    expect(refusal({ channels: { phone: NAN } }, phone)).toMatchObject({ code: 'channel-full' })
    // A bound is the agent's own: objects inherit a `toString`, and channels are named by whoever writes in.
    expect(refusal({}, waiting({ channel: 'toString' }))).toBeNull()
  })

  it('whoever lacks a skill, or the level of it', () => {
    const missing = { code: 'skill-missing', agent: 'a', skill: 'german', level: 3 }
    expect(asked({ skills: { german: 3 } })).toEqual({ ...missing, has: null })
    expect(asked({ skills: { german: 3 } }, { skills: { german: 2 } })).toEqual({ ...missing, has: 2 })
    expect(asked({ skills: { german: 3 } }, { skills: { german: 3 } })).toBeNull()
    expect(asked({ skills: { law: 1, german: 3 } }, { skills: { law: 5, german: 2 } })).toEqual({ ...missing, has: 2 })
    expect(asked({ skills: { toString: 1 } })).toMatchObject({ skill: 'toString', has: null })
    expect(asked({ skills: { german: 3 } }, { skills: { german: NAN } })).toMatchObject({ code: 'skill-missing' })
    expect(asked({ skills: {} })).toBeNull()
  })

  it('whoever lacks the authority', () => {
    const missing = { code: 'authority-missing', agent: 'a', authority: 500 }
    expect(asked({ authority: 500 })).toEqual({ ...missing, has: null })
    expect(asked({ authority: 500 }, { authority: 499 })).toEqual({ ...missing, has: 499 })
    expect(asked({ authority: 500 }, { authority: 500 })).toBeNull()
    expect(asked({ authority: 0 })).toMatchObject({ code: 'authority-missing', has: null })
    expect(asked({ authority: 0 }, { authority: NAN })).toMatchObject({ code: 'authority-missing' })
  })

  it('by the first of its reasons: absent, passed, full, full for the channel, skill, language, authority', () => {
    const ticket = waiting({ passedBy: ['a'], channel: 'phone' })
    const needed: Requirements = { skills: { law: 1 }, languages: ['de'], authority: 1 }
    const worst = { load: 10, channels: { phone: 0 } }
    const presence = { code: 'away', until: null } as const
    const codes = [
      refusal({ ...worst, presence }, ticket, needed),
      refusal(worst, ticket, needed),
      refusal(worst, waiting({ channel: 'phone' }), needed),
      refusal({ ...worst, load: 0 }, waiting({ channel: 'phone' }), needed),
      refusal({}, waiting(), needed),
      refusal({ skills: { law: 1 } }, waiting(), needed),
      refusal({ skills: { law: 1 }, languages: ['de'] }, waiting(), needed),
      refusal({ skills: { law: 1 }, languages: ['de'], authority: 1 }, waiting(), needed),
    ].map((reason) => reason?.code ?? null)
    expect(codes).toEqual([
      'away',
      'passed',
      'full',
      'channel-full',
      'skill-missing',
      'language-missing',
      'authority-missing',
      null,
    ])
  })
})

describe('a language', () => {
  it.each([
    ['zh', 'zh', true],
    ['zh', 'zh-Hant', true],
    ['ZH', 'zh-hant', true],
    ['zh-hant', 'zh-Hant-TW', true],
    ['zh', 'zho', false],
    ['zh-Hant', 'zh', true],
    ['en-US', 'en', true],
    ['en-US', 'en-GB', false],
    ['zh-Ha', 'zh-Hant', false],
    ['de', 'en', false],
    ['', 'en', false],
  ])('%s is met by %s: %s', (language, spoken, met) => {
    const reason = asked({ languages: [language] }, { languages: [spoken] })
    expect(reason).toEqual(met ? null : { code: 'language-missing', agent: 'a', languages: [language] })
  })

  it('of several is met by one; none is asked for by an empty list', () => {
    expect(asked({ languages: ['de', 'fr'] }, { languages: ['en', 'fr-CA'] })).toBeNull()
    expect(asked({ languages: ['de', 'fr'] })).toMatchObject({ languages: ['de', 'fr'] })
    expect(asked({ languages: [] })).toBeNull()
  })
})
