import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { DocketError } from '../kernel/error.js'
import { type LearnedInput, learned } from './learned.js'
import type { TeamModel } from './team-model.js'
import { textFeatures } from './text-features.js'
import { trainTeams } from './train-teams.js'

const past = ['the printer jams', 'printer on fire', 'my payslip is wrong', 'payslip missing', 'a wrong printer bill']
const teams = ['hardware', 'hardware', 'finance', 'finance', 'finance']
const model = trainTeams(
  Array.from({ length: 20 }, () =>
    past.map((text, at) => ({ features: textFeatures(text), team: teams[at] ?? '' })),
  ).flat(),
)

const bySubject = { features: ({ subject }: { subject: string | null }) => textFeatures(subject ?? '') }
const ask = (subject: string | null, input: Partial<LearnedInput> = {}) =>
  learned(model, { ...bySubject, ...input })({ ...ticketRecord(), subject })

describe('a learned team', () => {
  it('is the surest, with the reasons: how sure, from how many examples, by which version, and what came next', () => {
    const { team, confidence, reasons } = ask('the printer jams', { version: 3 })
    expect(team).toBe('hardware')
    expect(confidence).toBeGreaterThan(0.9)
    expect(reasons).toEqual([
      { code: 'learned', team: 'hardware', confidence, version: 3, examples: 40 },
      { code: 'learned-runner-up', team: 'finance', confidence: expect.closeTo(1 - confidence, 4) },
    ])
  })

  it('is none below the confidence that is needed', () => {
    const { confidence } = ask('printer')
    expect(confidence).toBeGreaterThan(0.5)
    expect(confidence).toBeLessThan(1)
    expect(ask('printer', { confidence }).team).not.toBeNull()
    const needed = confidence + 0.0001
    expect(ask('printer', { confidence: needed })).toEqual({
      team: null,
      confidence,
      reasons: [{ code: 'learned-abstained', confidence, needed }],
    })
  })

  it.each(['elevator stuck', '', null])('is none for %j, of which nothing was ever seen', (subject) => {
    const abstained = { team: null, confidence: 0, reasons: [{ code: 'learned-abstained', confidence: 0, needed: 0 }] }
    expect(ask(subject, { confidence: 0 })).toEqual(abstained)
  })

  it('is none where nothing has been learnt', () => {
    expect(learned(trainTeams([]), bySubject)({ ...ticketRecord(), subject: 'printer' }).team).toBeNull()
  })

  it('has no runner-up where only one team is known', () => {
    const single = trainTeams([{ features: ['printer'], team: 'all' }])
    const { reasons } = learned(single, bySubject)({ ...ticketRecord(), subject: 'printer' })
    expect(reasons).toEqual([{ code: 'learned', team: 'all', confidence: 1, version: 1, examples: 1 }])
  })

  it('keeps no feature in its reasons', () => {
    expect(JSON.stringify(ask('the printer jams').reasons)).not.toContain('jams')
  })
})

describe('bad input', () => {
  it.each([
    [
      'throw',
      () => {
        throw new Error('no such field')
      },
      'threw',
    ],
    ['give nothing', () => undefined, 'list of texts'],
    ['give a text', () => 'printer', 'list of texts'],
    ['give what is no text', () => ['printer', 7], 'list of texts'],
  ])('of features that %s fails as a policy', (_what, features, said) => {
    const choose = () => ask('printer', { features: features as never })
    expect(choose).toThrow(DocketError)
    expect(choose).toThrow(expect.objectContaining({ code: 'POLICY_FAILED', message: expect.stringContaining(said) }))
  })

  it.each([
    ['a model of another shape', { ...model, format: 2 }, {}],
    ['no model', undefined, {}],
    ['features that are no function', model, { features: 'subject' }],
    ['a confidence above 1', model, { confidence: 1.5 }],
    ['a confidence that is no number', model, { confidence: Number.NaN }],
    ['a confidence as text', model, { confidence: '0.5' }],
    ['a version that is no whole number', model, { version: 1.5 }],
  ])('is refused before any ticket comes: %s', (_what, bad, input) => {
    const define = () => learned(bad as TeamModel, { ...bySubject, ...(input as object) })
    expect(define).toThrow(DocketError)
    expect(define).toThrow(expect.objectContaining({ code: 'INVALID_DEFINITION' }))
  })
})
