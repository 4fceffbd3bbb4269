import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { TicketFacts, TicketRecord } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { expectedAfter, type Known, whyMoved } from './expected-moves.js'

const policy = policyOf({
  targets: {
    firstResponse: { within: { hours: 1 } },
    nextResponse: { within: { hours: 2 } },
    resolution: { within: { hours: 8 }, byPriority: { urgent: { hours: 4 } } },
  },
})
const office = policyOf({ calendar: 'office', targets: { resolution: { within: { hours: 8 } } } })
const paused = { pauses: [{ from: START, to: null }] }

/** What moves from one ticket to the next, each under its promise; a wrong time zone from the second one on if wanted. */
function moves(tickets: readonly TicketRecord[], { of = policy, unsure = -1, unknown = -1 } = {}) {
  let known: Known = {}
  return tickets.map((ticket, index) => {
    const promise = index === unknown ? undefined : ticket.sla?.promise ? promiseAtHand(of, ticket) : null
    const after = expectedAfter(known, ticket, promise, index !== unsure)
    known = after.known
    return after.moves
  })
}
const ticket = (facts: Partial<TicketFacts> = {}, more: Partial<Omit<TicketRecord, 'sla'>> = {}, of = policy) =>
  promisedTicket(of, facts, more)
const move = (of: string, from: number | null, to: number | null) => ({ of, from, to })

describe('an expected time', () => {
  it('is new once, stays while nothing changes, and moves with what it depends on', () => {
    const [first, same, urgent] = moves([ticket(), ticket({ notes: 1 }), ticket({}, { priority: 'urgent' })])
    expect(first).toEqual([move('answer', null, START + HOUR), move('solution', null, START + 8 * HOUR)])
    expect(same).toEqual([])
    expect(urgent).toEqual([move('solution', START + 8 * HOUR, START + 4 * HOUR)])
  })

  it('is none in a pause, and is compared after it with what was said before', () => {
    const resumed = { pauses: [{ from: START, to: START + HOUR }] }
    const found = moves([
      ticket({ firstResponseAt: START }),
      ticket({ firstResponseAt: START, ...paused }),
      ticket({ firstResponseAt: START, ...resumed }),
    ])
    expect(found.slice(1)).toEqual([
      [move('solution', START + 8 * HOUR, null)],
      [move('solution', START + 8 * HOUR, START + 9 * HOUR)],
    ])
  })

  it('has not moved where it was kept, or where another answer is awaited', () => {
    const answered = { firstResponseAt: START + MINUTE }
    const again = { ...answered, answer: { number: 1, from: START + HOUR, to: null } }
    const solved = { ...answered, solvedAt: START + HOUR, firstSolvedAt: START + HOUR }
    expect(moves([ticket(), ticket(answered), ticket(again), ticket(solved)]).slice(1)).toEqual([[], [], []])
  })

  it('is gone with its promise, and not by a merge', () => {
    const gone = { ...ticket(), sla: { ...ticket().sla, promise: null } } as TicketRecord
    expect(moves([ticket(), gone])[1]).toEqual([
      move('answer', START + HOUR, null),
      move('solution', START + 8 * HOUR, null),
    ])
    const merged = ticket({}, { flow: { mergedInto: 't2' } })
    expect(moves([ticket(), merged, ticket()]).slice(1)).toEqual([[], []])
  })

  it('is left out where it cannot be told for sure: unknown definitions, other rules of time zones', () => {
    const moved = ticket({}, { priority: 'urgent' })
    expect(moves([ticket(), moved, ticket()], { unknown: 1 }).slice(1)).toEqual([[], []])
    const shifted = (facts: Partial<TicketFacts>) => ticket(facts, {}, office)
    const tickets = [shifted({}), shifted(paused), shifted({})]
    expect(moves(tickets, { of: office })[1]).toHaveLength(1)
    expect(moves(tickets, { of: office, unsure: 1 }).slice(1)).toEqual([[], []])
    // Wall time is the same everywhere.
    expect(moves([ticket(), moved], { unsure: 1 })[1]).toEqual([move('solution', START + 8 * HOUR, START + 4 * HOUR)])
  })
})

describe('why it moved', () => {
  const event = (type: string, data: object = {}) => ({ type, data }) as TicketEvent

  it.each([
    ['priority', [event('ticket.tagged'), event('ticket.prioritized'), event('sla.applied')]],
    ['category', [event('ticket.categorized'), event('ticket.updated')]],
    ['team', [event('ticket.assigned', { team: 'b', previousTeam: 'a' })]],
    ['stage', [event('ticket.transitioned'), event('stage.begun')]],
    ['state', [event('ticket.transitioned')]],
    ['details', [event('ticket.updated')]],
    ['policy', [event('ticket.assigned', { team: 'a', previousTeam: 'a' }), event('ticket.tagged')]],
    ['policy', [event('sla.inherited')]],
  ] as const)('is %s', (why, events) => {
    expect(whyMoved(ticket(), ticket(), events)).toBe(why)
  })

  it('is first of all that the clock stood still, ran on, or that it began anew', () => {
    const events = [event('ticket.prioritized')]
    expect(whyMoved(ticket(), ticket(paused), events)).toBe('paused')
    expect(whyMoved(ticket(paused), ticket(), events)).toBe('resumed')
    expect(whyMoved(ticket(paused), ticket({ reopenings: 1 }), events)).toBe('reopened')
  })
})
