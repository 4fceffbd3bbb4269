import { describe, expect, it } from 'vitest'
import { NO_PROMISE, scoredTicket } from '../../test/priorities.js'
import { START } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { weighted } from './weighted.js'
import type { WeightedInput } from './weighted-types.js'

const LEVELS = { urgent: 80, high: 60, normal: 30, low: 0 }

type Input = Partial<WeightedInput<never, never, never, keyof typeof LEVELS>>

const policyOf = (input: Input) => weighted({ levels: LEVELS, ...input })

describe('a definition is refused', () => {
  const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '1', undefined]
  const refusal = (changes: object) => {
    const error = thrown('INVALID_DEFINITION', () => policyOf(changes as Input))
    return { message: error.message, paths: error.details.issues?.map(({ path }) => path.join('.')) }
  }
  const whole: Record<string, Record<string, unknown>> = {
    tier: { weight: 1, values: {} },
    impact: { weight: 1, field: 'a', values: {} },
    urgency: { weight: 1, field: 'a', values: {} },
    value: { weight: 1, full: 1 },
    waiting: { weight: 1, full: { days: 1 } },
    slaRisk: { weight: 1 },
    sentiment: { weight: 1 },
    nudges: { weight: 1, full: 1 },
  }

  it.each(Object.keys(whole).flatMap((factor) => [0, -1, ...NOT_FINITE].map((weight) => [factor, weight] as const)))(
    'with %s of the weight %s',
    (factor, weight) => {
      const { message, paths } = refusal({ [factor]: { ...whole[factor], weight } })
      expect(paths).toEqual([`${factor}.weight`])
      expect(message).toContain(`${factor}.weight must be a finite number above 0; leave the factor out`)
    },
  )

  it.each(['tier', 'impact', 'urgency'])('with shares of %s that are none', (factor) => {
    for (const share of [-0.1, 1.1, ...NOT_FINITE]) {
      const { message, paths } = refusal({ [factor]: { ...whole[factor], values: { good: 1, bad: share } } })
      expect(paths).toEqual([`${factor}.values.bad`])
      expect(message).toContain('must be a share from 0 to 1')
    }
  })

  it.each(['value', 'nudges'])('with %s that is never full, or at once', (factor) => {
    for (const full of [0, -1, ...NOT_FINITE]) {
      expect(refusal({ [factor]: { ...whole[factor], full } }).paths).toEqual([`${factor}.full`])
    }
  })

  it.each([
    [{}, 'waiting.full'],
    [{ hours: 0 }, 'waiting.full'],
    [{ days: 1e300 }, 'waiting.full'],
    [{ hours: -1 }, 'waiting.full.hours'],
    [{ hours: Number.NaN }, 'waiting.full.hours'],
    [{ days: 1, weeks: 1 }, 'waiting.full.weeks'],
    [7, 'waiting.full'],
  ])('with the waiting time %j', (full, path) => {
    expect(refusal({ waiting: { weight: 1, full } }).paths).toEqual([path])
  })

  it.each([-0.1, 1, Number.NaN, '0'])('with a risk from %s on', (from) => {
    expect(refusal({ slaRisk: { weight: 1, from } }).paths).toEqual(['slaRisk.from'])
  })

  it('with a wait since something else, a value from two places, or a field without a name', () => {
    expect(refusal({ waiting: { ...whole['waiting'], since: 'yesterday' } }).paths).toEqual(['waiting.since'])
    expect(refusal({ value: { ...whole['value'], field: 'a', input: 'b' } }).message).toContain('give one')
    expect(refusal({ impact: { ...whole['impact'], field: undefined } }).paths).toEqual(['impact.field'])
  })

  it('without a factor, with one that there is not, or without anything', () => {
    expect(refusal({}).message).toContain(
      'it has no factor; give at least one of tier, impact, urgency, value, waiting',
    )
    expect(refusal({ ...whole, mood: { weight: 1 } }).paths).toEqual(['mood'])
    expect(() => weighted(undefined as never)).toThrow('The priority policy weighted cannot be used: it is missing')
  })

  it('with levels or a hysteresis that cannot be used', () => {
    expect(refusal({ ...whole, levels: {} }).paths).toEqual(['levels'])
    expect(refusal({ ...whole, hysteresis: 21 }).paths).toEqual(['hysteresis'])
    expect(refusal({ ...whole, id: 'manual' }).paths).toEqual(['id'])
  })

  it('with weights that add up to no number, at its first decision', () => {
    const policy = policyOf({ tier: { weight: 1e308, values: { vip: 1 } }, sentiment: { weight: 1e308 } })
    const ticket = scoredTicket({ requester: { id: 'c', tier: 'vip' }, inputs: { sentiment: -1 } })
    expect(thrown('POLICY_FAILED', () => policy.decide(ticket, START, NO_PROMISE)).message).toContain('Infinity')
  })
})

it('a definition that is changed later changes no policy', () => {
  const tier = { weight: 40, values: { vip: 1 } }
  const levels = { ...LEVELS }
  const policy = policyOf({ levels, tier })
  Object.assign(tier, { weight: 1 })
  Object.assign(tier.values, { vip: 0 })
  Object.assign(levels, { normal: 50 })
  expect(policy.decide(scoredTicket({ requester: { id: 'c', tier: 'vip' } }), START, NO_PROMISE).level).toBe('normal')
})
