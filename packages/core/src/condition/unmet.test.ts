import { expect, it } from 'vitest'
import { Choice, randomRules } from '../../test/random-rules.js'
import { ticketRecord } from '../../test/records.js'
import { seededRandom } from '../kernel/seeded-random.js'
import { compileCondition } from './compile-condition.js'
import type { Condition } from './condition-types.js'
import { compileUnmet } from './unmet.js'

const unmet = (condition: Condition | null, changes = {}) => compileUnmet(condition)(ticketRecord(changes))

it('names each part that does not hold, with what was found; nothing where all hold', () => {
  const condition: Condition = {
    priority: 'high',
    team: null,
    inputs: { points: { atLeast: 1 } },
    fields: { amount: 5, kind: 'x' },
  }
  expect(unmet(condition, { fields: { kind: 'x', amount: 4 } })).toEqual([
    { code: 'condition-not-met', part: 'priority', found: 'normal' },
    { code: 'condition-not-met', part: 'inputs.points', found: null },
    { code: 'condition-not-met', part: 'fields.amount', found: 4 },
  ])
  expect([unmet(null), unmet({}), unmet({ priority: 'normal' })]).toEqual([[], [], []])
})

it('tells conditions of conditions by their name alone', () => {
  const no: Condition = { priority: 'low' }
  expect(unmet({ all: [no], any: [no], not: { priority: 'normal' } })).toEqual(
    ['all', 'any', 'not'].map((part) => ({ code: 'condition-not-met', part })),
  )
})

it('finds something if, and only if, the condition does not hold', () => {
  const choice = new Choice(seededRandom(3))
  for (let number = 0; number < 2_000; number += 1) {
    const fields = choice.maybe() ? { amount: choice.below(3) } : { kind: 'x' }
    const ticket = ticketRecord({ fields, tags: choice.maybe() ? ['a'] : [] })
    for (const { when = null } of randomRules(choice)) {
      expect(compileUnmet(when as Condition)(ticket).length === 0).toBe(compileCondition(when as Condition)(ticket))
    }
  }
})
