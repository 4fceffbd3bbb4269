import { describe, expect, it } from 'vitest'
import { NAMES } from '../../test/promises.js'
import { conditionIssues, conditionSchema } from './condition-schema.js'
import type { Condition } from './condition-types.js'

const accepted = (condition: unknown) => conditionSchema.safeParse(condition).success
const unknown = (condition: Condition) =>
  conditionIssues(condition, NAMES, ['when']).map(({ path, code }) => `${path.join('.')} ${code}`)

describe('the shape of a condition', () => {
  it.each<[string, unknown]>([
    [
      'everything that there is',
      {
        priority: 'low',
        channel: ['web', 'email'],
        category: null,
        team: ['x', null],
        workflow: 'support',
        phase: ['open', 'waiting'],
        tag: 'vip',
        requester: 'c1',
        tier: null,
        locale: 'de',
        fields: { severity: [1, 'x', true], amount: { atLeast: 1, below: 'x' }, city: { present: false } },
        all: [{ tag: 'a' }],
        any: [{ not: { tag: 'b' } }],
        not: {},
      },
    ],
    ['nothing', {}],
    ['a thousand values', { tag: Array.from({ length: 1_000 }, (_, index) => `${index}`) }],
  ])('takes %s', (_what, condition) => {
    expect(accepted(condition)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['no object', 'urgent'],
    ['null', null],
    ['a list', [{ tag: 'x' }]],
    ['an unknown name', { colour: 'red' }],
    ['a number as a name', { team: 7 }],
    ['null where something always is', { priority: null }],
    ['an empty name', { tag: '' }],
    ['an unknown phase', { phase: 'pending' }],
    ['no values', { tag: [] }],
    ['no parts', { all: [] }],
    ['ten thousand values', { tag: Array.from({ length: 10_000 }, () => 'x') }],
    ['ten thousand parts', { any: Array.from({ length: 10_000 }, () => ({})) }],
    ['a part that is wrong', { any: [{}, { not: { all: [{ tag: 7 }] } }] }],
    ['fields in a list', { fields: ['city'] }],
    ['a field that is null', { fields: { city: null } }],
    ['a field without bounds', { fields: { amount: {} } }],
    ['a field with an unknown bound', { fields: { amount: { min: 1 } } }],
    ['a field with a bound that is no value', { fields: { amount: { above: true } } }],
    ['a field with bounds and presence', { fields: { amount: { above: 1, present: true } } }],
    ['a field that is not a number', { fields: { amount: Number.NaN } }],
  ])('refuses %s', (_what, condition) => {
    expect(accepted(condition)).toBe(false)
  })
})

describe('the names in a condition', () => {
  it('are those of the desk', () => {
    expect(unknown({ priority: 'low', workflow: ['support', 'repair'], fields: { city: 'x' } })).toEqual([])
    expect(unknown({ priority: ['low', 'hot'] })).toEqual(['when.priority unknown_name'])
    expect(unknown({ workflow: 'toString' })).toEqual(['when.workflow unknown_name'])
    expect(unknown({ fields: { town: 'x', toString: 'x' } as Condition['fields'] & object })).toEqual([
      'when.fields.town unknown_field',
      'when.fields.toString unknown_field',
    ])
  })

  it('are none of personal fields, which history forgets with an erasure', () => {
    expect(unknown({ fields: { phone: { present: true } } as Condition['fields'] & object })).toEqual([
      'when.fields.phone personal',
    ])
  })

  it('are looked at wherever they are', () => {
    const wrong = { priority: 'hot' }
    const condition = { all: [{}, wrong], any: [{ not: { all: [wrong] } }], not: { not: wrong } }
    expect(unknown(condition)).toEqual([
      'when.all.1.priority unknown_name',
      'when.any.0.not.all.0.priority unknown_name',
      'when.not.not.priority unknown_name',
    ])
  })

  it('come with those that there are', () => {
    const [issue] = conditionIssues({ priority: 'hot' }, NAMES, [])
    expect(issue?.message).toBe('names hot, which the desk does not have; it has urgent, high, normal, low')
    const [none] = conditionIssues({ fields: { a: 1 } as never }, { ...NAMES, fields: new Set() }, [])
    expect(none?.message).toBe('is no custom field of the desk; it has none')
  })
})
