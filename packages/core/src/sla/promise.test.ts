import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { PauseInterval } from '../store/record-types.js'
import { runsOf } from './promise.js'

const policy = policyOf({
  targets: {
    resolution: { within: { hours: 8 }, byPriority: { urgent: { minutes: 30 } } },
    firstResponse: { within: { hours: 1 } },
    acceptance: { within: { minutes: 10 } },
    nextResponse: { within: { hours: 2 } },
  },
})
const runs = (...given: Parameters<typeof promisedTicket> extends [unknown, ...infer Rest] ? Rest : never) => {
  const ticket = promisedTicket(policy, ...given)
  return runsOf(ticket, promiseAtHand(policy, ticket))
}

describe('the runs of a promise', () => {
  it('are those of the targets that have begun, in the order of the targets', () => {
    expect(runs().map(({ target }) => target)).toEqual(['firstResponse', 'resolution'])
    const [acceptance, answer] = [START + HOUR, START + 2 * HOUR].map((from) => ({ number: 4, from, to: null }))
    const all = runs({ acceptance: acceptance ?? null, answer: answer ?? null })
    expect(all.map(({ target, cycle, dueAt }) => [target, cycle.number, dueAt])).toEqual([
      ['acceptance', 4, START + HOUR + 10 * MINUTE],
      ['firstResponse', 1, START + HOUR],
      ['nextResponse', 4, START + 4 * HOUR],
      ['resolution', 1, START + 8 * HOUR],
    ])
  })

  it('last as long as the priority says where the policy says so', () => {
    const total = (priority: string) => runs({}, { priority }).find(({ target }) => target === 'resolution')?.total
    expect([total('urgent'), total('low')]).toEqual([30 * MINUTE, 8 * HOUR])
  })

  it.each(['constructor', 'toString', '__proto__'])('last the usual time for a level with the name %s', (priority) => {
    expect(runs({}, { priority }).at(-1)).toMatchObject({ total: 8 * HOUR, dueAt: START + 8 * HOUR })
  })

  it('stay as they were judged, whatever is promised now', () => {
    const dueAt = START + 1_001
    const settled = {
      cycle: 1,
      verdict: 'breached',
      ended: false,
      dueAt,
      seconds: 1.001,
      left: null,
      steps: [],
    } as const
    const [, resolution] = runs({}, { priority: 'urgent', sla: { progress: { resolution: settled } } })
    // 1.001 × 1000 is 1000.9999999999999 in floating point, which is no instant.
    expect(resolution).toMatchObject({ total: 1_001, dueAt, known: settled })
    const [, reopened] = runs(
      { reopenings: 1, reopenedAt: START + HOUR },
      { priority: 'urgent', sla: { progress: { resolution: settled } } },
    )
    expect(reopened).toMatchObject({ total: 30 * MINUTE, dueAt: START + 1.5 * HOUR, known: null })
  })

  it('name the versions of policy and calendar that were promised', () => {
    const ticket = promisedTicket(
      policyOf({ version: 4, calendar: 'office', targets: { resolution: { within: { hours: 1 } } } }),
    )
    const [run] = runsOf(
      ticket,
      promiseAtHand(
        policyOf({ version: 4, calendar: 'office', targets: { resolution: { within: { hours: 1 } } } }),
        ticket,
      ),
    )
    expect(run).toMatchObject({ policy: { id: 'standard', version: 4 }, calendar: { id: 'office', version: 1 } })
  })
})

describe('the pauses of a run', () => {
  const [T1, T2, T3, T4] = [1, 2, 3, 4].map((hours) => START + hours * HOUR) as [number, number, number, number]
  const pausesOf = (pauses: PauseInterval[], solvedAt: number | null) =>
    runs({ pauses, solvedAt, firstSolvedAt: solvedAt }).at(-1)?.clock.pauses

  it('are all while it lasts', () => {
    const pauses = [
      { from: T1, to: T2 },
      { from: T3, to: null },
    ]
    expect(pausesOf(pauses, null)).toEqual(pauses)
  })

  it('end with it, and none begins after it', () => {
    expect(pausesOf([{ from: T1, to: T2 }], T3)).toEqual([{ from: T1, to: T2 }])
    expect(pausesOf([{ from: T1, to: T4 }], T3)).toEqual([{ from: T1, to: T3 }])
    expect(pausesOf([{ from: T1, to: null }], T3)).toEqual([{ from: T1, to: T3 }])
    expect(pausesOf([{ from: T3, to: T4 }], T3)).toEqual([])
    expect(
      pausesOf(
        [
          { from: T1, to: T2 },
          { from: T4, to: null },
        ],
        T3,
      ),
    ).toEqual([{ from: T1, to: T2 }])
  })
})
