import { describe, expect, it } from 'vitest'
import { staffOf } from './staff.js'
import type { Spell } from './work.js'

const spell = (from: number, to: number | null, rest: Partial<Spell> = {}): Spell => {
  return { agent: 'A', group: 'G', from, to, ...rest }
}
const capacityOf = (spells: readonly Spell[], until = 1_000) => staffOf(spells, until)[0]?.capacity

describe('who works at a desk', () => {
  it('is who has held an incident before, with the groups that it was held for', () => {
    const found = staffOf(
      [
        spell(1, 2, { agent: 'B', group: 'H' }),
        spell(5, 6, { agent: 'B' }),
        spell(7, 8, { agent: 'B' }),
        spell(1, 2, { group: null }),
        spell(10, 20, { agent: 'B', group: 'later' }),
        spell(10, 20, { agent: 'C' }),
      ],
      10,
    )
    expect(found).toEqual([
      { id: 'A', teams: [], capacity: 1 },
      { id: 'B', teams: ['G', 'H'], capacity: 1 },
    ])
  })
})

describe('how many incidents an agent holds', () => {
  it('is counted each time that one is given: what has ended by then is not held any more', () => {
    expect(capacityOf([spell(1, 5), spell(2, 5), spell(3, 5)].slice(0, 1))).toBe(1)
    expect(capacityOf([spell(1, 2), spell(2, 3), spell(3, 4), spell(4, 4), spell(4, 5)])).toBe(1)
    expect(capacityOf([spell(20, 30), spell(10, 30), spell(20, null)], 25)).toBe(3)
  })

  it('is the 90th percentile of these counts', () => {
    // Nine times alone and twice two at once; nine times alone and once two.
    const alone = Array.from({ length: 9 }, (_, at) => spell(at, at + 1))
    const pairs = [spell(50, 60), spell(55, 60), spell(70, 80), spell(75, 80)]
    expect(capacityOf([...alone, ...pairs])).toBe(2)
    expect(
      capacityOf([...alone, ...alone.map(({ from }) => spell(from + 100, from + 101)), ...pairs.slice(0, 2)]),
    ).toBe(1)
  })

  it('is at least what is held at the end', () => {
    const alone = Array.from({ length: 30 }, (_, at) => spell(at, at + 1))
    const held = [spell(90, null), spell(95, 101)]
    expect(capacityOf([...alone, ...held, spell(96, 100)], 100)).toBe(2)
    expect(capacityOf([...alone, ...held], 102)).toBe(1)
  })
})
