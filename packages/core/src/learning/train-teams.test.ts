import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocketError } from '../kernel/error.js'
import { seededRandom } from '../testing/seeded-random.js'
import { predictTeams } from './predict-teams.js'
import type { TeamExample, TeamModel } from './team-model.js'
import { trainTeams } from './train-teams.js'

const examples: TeamExample[] = [
  ...Array.from({ length: 30 }, (_, at) => ({ features: ['category:printer', `site:${at % 3}`], team: 'hardware' })),
  ...Array.from({ length: 20 }, (_, at) => ({ features: ['category:payroll', `site:${at % 3}`], team: 'finance' })),
  ...Array.from({ length: 10 }, () => ({ features: ['category:payroll', 'site:9'], team: 'finance-abroad' })),
]

describe('what past tickets teach', () => {
  it('is the team that tickets like this one ended with, also where only several features together tell', () => {
    const model = trainTeams(examples)
    const best = (...features: string[]) => predictTeams(model, features)[0]
    expect(best('category:printer', 'site:0')).toMatchObject({ team: 'hardware' })
    expect(best('category:payroll', 'site:0')).toMatchObject({ team: 'finance' })
    expect(best('category:payroll', 'site:9')).toMatchObject({ team: 'finance-abroad' })
    expect(best('category:payroll', 'site:9')?.confidence).toBeGreaterThan(0.8)
  })

  it('is the same for the same examples, and reads back from JSON as what it was', () => {
    const model = trainTeams(examples)
    expect(trainTeams(new Set(examples))).toEqual(model)
    const stored = JSON.parse(JSON.stringify(model)) as TeamModel
    expect(stored).toEqual(model)
    expect(predictTeams(stored, ['category:printer'])).toEqual(predictTeams(model, ['category:printer']))
  })

  it('counts the examples of teams, and of a feature each example once', () => {
    const { teams, features } = trainTeams([...examples, { features: ['new', 'new'], team: 'finance' }])
    expect(teams.map(({ team, examples: count }) => [team, count])).toEqual([
      ['finance', 21],
      ['finance-abroad', 10],
      ['hardware', 30],
    ])
    expect(features.find(({ feature }) => feature === 'site:9')?.examples).toBe(10)
    expect(features.find(({ feature }) => feature === 'new')?.examples).toBe(1)
  })

  it('says nothing of what it has never seen', () => {
    expect(predictTeams(trainTeams(examples), ['category:garden'])).toEqual([])
    expect(predictTeams(trainTeams(examples), [])).toEqual([])
    expect(predictTeams(trainTeams([]), ['category:printer'])).toEqual([])
  })

  it('is as sure of teams that share a feature as they share its examples', () => {
    const torn = Array.from({ length: 400 }, (_, at) => ({
      features: ['torn'],
      team: at % 10 < 7 ? 'often' : 'seldom',
    }))
    const [first, second] = predictTeams(trainTeams(torn), ['torn'])
    expect(first).toEqual({ team: 'often', confidence: expect.closeTo(0.7, 1) })
    expect(second).toEqual({ team: 'seldom', confidence: expect.closeTo(0.3, 1) })
  })
})

describe('a model that goes on from another', () => {
  it('learns a new team and keeps what it knew', () => {
    const first = trainTeams(examples)
    const more = Array.from({ length: 30 }, () => ({ features: ['category:garden', 'site:0'], team: 'estate' }))
    const then = trainTeams(more, { from: first })
    const best = (model: TeamModel, feature: string) => predictTeams(model, [feature])[0]?.team
    expect(best(first, 'category:garden')).toBeUndefined()
    expect(best(then, 'category:garden')).toBe('estate')
    expect(best(then, 'category:printer')).toBe('hardware')
    expect(best(then, 'category:payroll')).toBe('finance')
    expect(then.teams.map(({ examples: count }) => count).reduce((sum, count) => sum + count)).toBe(90)
    expect(then.sharpness).toBe(first.sharpness)
  })

  it('leaves the other as it was, and is the other where there is nothing to learn', () => {
    const first = trainTeams(examples)
    const before = structuredClone(first)
    trainTeams([{ features: ['category:printer'], team: 'finance' }], { from: first })
    expect(first).toEqual(before)
    expect(trainTeams([], { from: first })).toEqual(first)
    expect(trainTeams(examples, { from: trainTeams([]) })).toEqual(first)
  })
})

it('takes any text as a feature or team, those of prototypes too, and gives shares of 1 in falling order', () => {
  const text = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
    fc.string({ minLength: 1, maxLength: 3 }),
  )
  const example = fc.record({ features: fc.array(text, { maxLength: 8 }), team: text })
  fc.assert(
    fc.property(fc.array(example, { maxLength: 60 }), fc.array(text, { maxLength: 8 }), (drawn, features) => {
      const model = JSON.parse(JSON.stringify(trainTeams(drawn))) as TeamModel
      const predicted = predictTeams(model, features)
      const seen = new Set(drawn.flatMap((one) => one.features))
      const teams = new Set(drawn.map(({ team }) => team))
      expect(predicted.length).toBe(features.some((feature) => seen.has(feature)) ? teams.size : 0)
      expect(new Set(predicted.map(({ team }) => team)).size).toBe(predicted.length)
      const shares = predicted.map(({ confidence }) => confidence)
      expect(shares).toEqual([...shares].sort((one, other) => other - one))
      if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9)
      expect(Object.hasOwn(Object.prototype, 'features')).toBe(false)
    }),
  )
})

describe('confidence', () => {
  // Each area has a team that gets most of its tickets; the rest go anywhere. Some areas are rare, and words say nothing.
  function drawn(count: number, seed: number, noise: number): TeamExample[] {
    const random = seededRandom(seed)
    const below = (limit: number) => Math.floor(random.next() * limit)
    return Array.from({ length: count }, () => {
      const area = Math.floor(random.next() ** 2 * 40)
      const team = random.next() < noise ? below(12) : area % 12
      return { features: [`area:${area}`, `word:${below(50)}`, `word:${below(50)}`], team: `team ${team}` }
    })
  }

  /** By how much the share that is right differs from the confidence, at most, among the predictions that are sure enough. */
  function deviation(model: TeamModel, judged: readonly TeamExample[]): number {
    const predictions = judged.map(({ features, team }) => {
      const [best] = predictTeams(model, features)
      return { confidence: best?.confidence ?? 0, right: best?.team === team }
    })
    const deviations = [0, 0.2, 0.4, 0.6, 0.8].map((least) => {
      const sure = predictions.filter(({ confidence }) => confidence >= least)
      if (sure.length < 200) return 0
      const said = sure.reduce((sum, { confidence }) => sum + confidence, 0)
      return Math.abs(sure.filter(({ right }) => right).length - said) / sure.length
    })
    return Math.max(...deviations)
  }

  it.each([
    [1, 0.05],
    [2, 0.1],
    [3, 0.2],
  ])('of seed %i with noise %d tells how often predictions are right on tickets not learnt from', (seed, noise) => {
    const model = trainTeams(drawn(3_000, seed, noise))
    const judged = drawn(3_000, seed + 100, noise)
    expect(deviation(model, judged)).toBeLessThan(0.07)
    // Read less sharply than was fitted, it tells too little.
    expect(deviation({ ...model, sharpness: model.sharpness / 4 }, judged)).toBeGreaterThan(0.1)
  })
})

describe('bad input', () => {
  it.each([
    ['no team', { features: ['a'] }, '1.team'],
    ['an empty team', { features: ['a'], team: '' }, '1.team'],
    ['a team that is no text', { features: ['a'], team: 7 }, '1.team'],
    ['no features', { team: 't' }, '1.features'],
    ['a text instead of features', { features: 'abc', team: 't' }, '1.features'],
    ['a feature that is no text', { features: ['a', null], team: 't' }, '1.features'],
    ['nothing', null, '1.team'],
  ])('names the place of %s', (_what, bad, place) => {
    const train = () => trainTeams([{ features: ['a'], team: 't' }, bad as TeamExample])
    expect(train).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(place) }))
  })

  const model = trainTeams(examples)
  const [team] = model.teams
  const [feature] = model.features
  it.each([
    ['a number', 7],
    ['a text', JSON.stringify(model)],
    ['another format', { ...model, format: 2 }],
    ['no teams', { ...model, teams: undefined }],
    ['a team without weight', { ...model, teams: [{ ...team, weight: undefined }] }],
    ['a weight that is no number', { ...model, teams: [{ ...team, weight: Number.NaN }] }],
    ['a team twice', { ...model, teams: [team, team] }],
    ['a feature twice', { ...model, features: [feature, feature] }],
    ['a place that is no team', { ...model, features: [{ ...feature, teams: [3], weights: [1] }] }],
    ['a place that is a name of lists', { ...model, features: [{ ...feature, teams: ['length'], weights: [1] }] }],
    ['fewer weights than teams', { ...model, features: [{ ...feature, teams: [0, 1], weights: [1] }] }],
    ['a weight without end', { ...model, features: [{ ...feature, teams: [0], weights: [1e300] }] }],
    ['no sharpness', { ...model, sharpness: 0 }],
  ])('refuses %s as a model', (_what, bad) => {
    const wrong = bad as unknown as TeamModel
    for (const use of [() => trainTeams(examples, { from: wrong }), () => predictTeams(wrong, ['a'])]) {
      expect(use).toThrow(DocketError)
      expect(use).toThrow(expect.objectContaining({ code: 'INVALID_DEFINITION' }))
    }
  })
})
