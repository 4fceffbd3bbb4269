import { expect, it } from 'vitest'
import { type Gate, gate, someTurns } from '../../test/gate.js'
import { settleInGroups } from './in-groups.js'

function setUp(held: (group: readonly string[]) => number = ({ length }) => length) {
  const groups: string[] = []
  const gates: Gate[] = []
  const lost: [group: string, count: number][] = []
  const settle = settleInGroups<string>(
    async (group) => {
      const statement = gate()
      gates.push(statement)
      groups.push(group.join(''))
      await statement.opened
      return held(group)
    },
    (group, count) => lost.push([group.join(''), count]),
  )
  return { settle, groups, gates, lost }
}

it('settles together what is done in the same turn', async () => {
  const { settle, groups, gates } = setUp()
  const ends = ['a', 'b', 'c'].map(settle)
  await someTurns()
  gates[0]?.open()
  await Promise.all(ends)
  expect(groups).toEqual(['abc'])
})

it('settles with the next statement what comes while one is under way, never two at once', async () => {
  const { settle, groups, gates } = setUp()
  const first = settle('a')
  await someTurns()
  const later = [settle('b')]
  await someTurns()
  later.push(settle('c'))
  await someTurns()
  expect(groups).toEqual(['a'])
  gates[0]?.open()
  await first
  await someTurns()
  expect(groups).toEqual(['a', 'bc'])
  gates[1]?.open()
  await Promise.all(later)
})

it('tells how many leases of a group were lost, and nothing when all held', async () => {
  const { settle, gates, lost } = setUp((group) => group.filter((one) => one !== 'b').length)
  const first = ['a', 'b', 'c'].map(settle)
  await someTurns()
  const second = settle('d')
  gates[0]?.open()
  await Promise.all(first)
  await someTurns()
  gates[1]?.open()
  await second
  expect(lost).toEqual([['abc', 1]])
})

it('fails for those of the group whose statement failed, and for no others', async () => {
  const { settle, groups, gates } = setUp()
  const first = Promise.allSettled(['a', 'b'].map(settle))
  await someTurns()
  const second = settle('c')
  const broken = new Error('no line')
  gates[0]?.fail(broken)
  expect(await first).toEqual([
    { status: 'rejected', reason: broken },
    { status: 'rejected', reason: broken },
  ])
  await someTurns()
  gates[1]?.open()
  await second
  expect(groups).toEqual(['ab', 'c'])
})
