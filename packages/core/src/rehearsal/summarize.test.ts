import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deskModel, eventsOf, message, move, prioritized, replayed } from '../../test/histories.js'
import { ticketRecord } from '../../test/records.js'
import { NO_FACTS } from '../ticket/facts.js'
import type { ReplayedTicket } from './step.js'
import { addToTally, emptyTally, summarize } from './summarize.js'

const hour = { within: { hours: 1 } }
const model = deskModel([
  {
    id: 'standard',
    when: { not: { tag: 'free' } },
    targets: { firstResponse: hour, resolution: { within: { hours: 8 } } },
  },
])
const HISTORIES = [
  eventsOf('met', 0, { team: 'x' }, message(30), move(100, 'solve')),
  eventsOf('late', 0, { team: 'x', priority: 'urgent' }, message(90), move(500, 'solve')),
  eventsOf('waiting', 540, {}, message(550), move(555, 'wait')),
  eventsOf('green', 560, {}),
  eventsOf('amber', 560, {}, message(561), prioritized(570, 'low', 4)),
  eventsOf('free', 0, { tags: ['free'] }, message(30)),
]

/** What 600 minutes come to. */
function summary(histories: Parameters<typeof replayed>[0] = HISTORIES) {
  return summarize(replayed(histories, model, 600).tally)
}

describe('the runs at the end', () => {
  it('are those that were judged, and those that still run, with what the ticket was then', () => {
    const { runs } = replayed(HISTORIES, model, 600).tally
    expect(
      runs.map(({ ticketId, target, verdict, priority }) => `${ticketId} ${target} ${verdict} ${priority}`),
    ).toEqual([
      'met firstResponse met normal',
      'met resolution met normal',
      'late firstResponse breached urgent',
      'late resolution breached urgent',
      'waiting firstResponse met normal',
      'waiting resolution running normal',
      'green firstResponse running normal',
      'green resolution running normal',
      'amber firstResponse met normal',
      'amber resolution running low',
    ])
    expect(runs.filter(({ verdict }) => verdict === 'running').map(({ usedSeconds }) => usedSeconds)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('have one verdict each, also while what was breached is not done', () => {
    const { runs } = replayed([eventsOf('t1', 0, {})], model, 90).tally
    expect(runs.map(({ target, verdict }) => [target, verdict])).toEqual([
      ['firstResponse', 'breached'],
      ['resolution', 'running'],
    ])
  })
})

describe('the summary', () => {
  it('counts runs by verdict, target, priority and team', () => {
    const { promised, verdicts, metShare, byTarget, byPriority, byTeam } = summary()
    expect([promised, verdicts, metShare]).toEqual([5, { met: 4, breached: 2, running: 4 }, 4 / 6])
    expect(byTarget).toEqual({
      firstResponse: { met: 3, breached: 1, running: 1 },
      resolution: { met: 1, breached: 1, running: 3 },
    })
    expect(byPriority).toEqual({
      low: { met: 0, breached: 0, running: 1 },
      normal: { met: 4, breached: 0, running: 3 },
      urgent: { met: 0, breached: 2, running: 0 },
    })
    expect(byTeam).toEqual({
      '': { met: 2, breached: 0, running: 4 },
      x: { met: 2, breached: 2, running: 0 },
    })
  })

  it('shows how the lights stand at the end', () => {
    expect(summary().lights).toEqual({ green: 2, amber: 1, red: 0, paused: 1, met: 4, breached: 2 })
  })

  it('has no share where nothing was judged', () => {
    const { promised, metShare, verdicts, used, byTarget } = summary([])
    expect([promised, metShare, verdicts, used, byTarget]).toEqual([
      0,
      null,
      { met: 0, breached: 0, running: 0 },
      {},
      {},
    ])
  })

  it('keeps a team by the name of something else', () => {
    const named = eventsOf('t1', 0, { team: '__proto__', priority: 'normal' }, message(10))
    const { byTeam } = summary([named])
    expect(Object.entries(byTeam)).toEqual([['__proto__', { met: 1, breached: 1, running: 0 }]])
  })
})

describe('the times that targets took', () => {
  it('are those of runs that have ended, by target and priority', () => {
    const { used } = summary()
    expect(used.firstResponse).toEqual({
      normal: { count: 3, p50: 600, p80: 1_800, p90: 1_800, p95: 1_800 },
      urgent: { count: 1, p50: 5_400, p80: 5_400, p90: 5_400, p95: 5_400 },
    })
    expect(Object.keys(used)).toEqual(['firstResponse', 'resolution'])
  })

  it('are by nearest rank: each was taken, and so many were no longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 40 }), (minutes) => {
        const { used } = summary(minutes.map((minute, index) => eventsOf(`t${index}`, 0, {}, message(minute))))
        const found = used.firstResponse?.['normal']
        expect(found?.count).toBe(minutes.length)
        for (const [name, share] of [
          ['p50', 0.5],
          ['p80', 0.8],
          ['p90', 0.9],
          ['p95', 0.95],
        ] as const) {
          const time = (found?.[name] ?? 0) / 60
          expect(minutes).toContain(time)
          expect(minutes.filter((one) => one <= time).length).toBeGreaterThanOrEqual(share * minutes.length)
          expect(minutes.filter((one) => one < time).length).toBeLessThan(share * minutes.length)
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** The paused and the whole time of tickets. */
function paused(tickets: readonly ReplayedTicket[], until: number): readonly [number, number] {
  const tally = emptyTally()
  for (const ticket of tickets) addToTally(tally, ticket, NO_BOOK, until)
  return [tally.pausedMs, tally.wholeMs]
}
const NO_BOOK = { atHand: () => ({ current: null, former: null }) }

describe('the time of pauses', () => {
  const ticket = (changes: Partial<typeof NO_FACTS>, createdAt = 0) => ({
    ticket: ticketRecord({ createdAt, facts: { ...NO_FACTS, ...changes } }),
    runs: [],
  })

  it('is of the time to the solution, or to the end', () => {
    expect(paused([ticket({ pauses: [{ from: 20, to: 30 }], solvedAt: 40 })], 1_000)).toEqual([10, 40])
    expect(paused([ticket({ pauses: [{ from: 20, to: null }] })], 100)).toEqual([80, 100])
    expect(paused([ticket({ pauses: [{ from: 20, to: 60 }], solvedAt: 40 })], 1_000)).toEqual([20, 40])
    expect(paused([ticket({}), ticket({ pauses: [{ from: 0, to: 100 }] })], 100)).toEqual([100, 200])
  })

  it('counts no pause after the solution', () => {
    expect(paused([ticket({ pauses: [{ from: 50, to: null }], solvedAt: 40 })], 100)).toEqual([0, 40])
  })

  it('is nothing of nothing', () => {
    expect(paused([], 100)).toEqual([0, 0])
    expect(paused([ticket({}, 100)], 100)).toEqual([0, 0])
  })
})
