import { expect, it } from 'vitest'
import { meets } from './eligibility.js'
import type { SimulatedAgent } from './simulation-types.js'

const agent: SimulatedAgent = {
  id: 'ann',
  name: 'Ann',
  skills: { lamps: 3 },
  languages: ['zh-Hant', 'de'],
  authority: 100,
}

it.each([
  [{}, true],
  [{ skills: { lamps: 3 } }, true],
  [{ skills: { lamps: 4 } }, false],
  [{ skills: { lamps: 1, chairs: 1 } }, false],
  [{ skills: { constructor: 1 } }, false],
  [{ languages: ['zh'] }, true],
  [{ languages: ['fr', 'DE'] }, true],
  [{ languages: ['zho'] }, false],
  [{ languages: ['de-AT'] }, false],
  [{ authority: 100 }, true],
  [{ authority: 101 }, false],
])('an agent meets %j: %s', (requirements, expected) => {
  expect(meets(agent, requirements)).toBe(expected)
})

it('nobody is asked for nothing, and whoever has nothing meets nothing else', () => {
  const plain = { id: 'bob', name: 'Bob' }
  expect(meets(plain, {})).toBe(true)
  for (const requirements of [{ skills: { lamps: 1 } }, { languages: ['de'] }, { authority: 0 }]) {
    expect(meets(plain, requirements)).toBe(false)
  }
})
