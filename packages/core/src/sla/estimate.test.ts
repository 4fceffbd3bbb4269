import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { TicketFacts } from '../store/record-types.js'
import { estimatesOf } from './estimate.js'
import { statusOf } from './light.js'

const policy = policyOf({
  targets: {
    acceptance: { within: { minutes: 5 } },
    firstResponse: { within: { hours: 1 } },
    nextResponse: { within: { hours: 2 } },
    resolution: { within: { hours: 8 } },
  },
})
function expected(facts: Partial<TicketFacts>, now = START, of = policy) {
  const ticket = promisedTicket(of, facts)
  return estimatesOf(statusOf(ticket, promiseAtHand(of, ticket), now))
}
const promised = (at: number, seconds: number, atRisk = false) => ({
  at,
  atRisk,
  reason: { code: 'promised', seconds },
})

describe('what the requester can expect', () => {
  it('is an answer and the solution, as promised', () => {
    expect(expected({})).toEqual({
      answer: promised(START + HOUR, 3600),
      solution: promised(START + 8 * HOUR, 8 * 3600),
    })
  })

  it('is no answer while none is awaited, and the next one when it is', () => {
    const responded = { firstResponseAt: START + MINUTE }
    expect(expected(responded)).toMatchObject({ answer: null, solution: { at: START + 8 * HOUR } })
    const asked = { ...responded, answer: { number: 1, from: START + HOUR, to: null } }
    expect(expected(asked).answer).toEqual(promised(START + 3 * HOUR, 7200))
  })

  it('is nothing of what is done, and nothing of the acceptance, which is not theirs', () => {
    const done = { solvedAt: START, firstSolvedAt: START, acceptance: { number: 1, from: START, to: null } }
    expect(expected(done)).toEqual({ answer: null, solution: null })
  })

  it('is no date that has passed', () => {
    const overdue = { at: null, atRisk: false, reason: { code: 'overdue', since: START + HOUR } }
    expect(expected({}, START + HOUR).answer).toEqual(promised(START + HOUR, 3600, true))
    expect(expected({}, START + HOUR + 1)).toEqual({ answer: overdue, solution: promised(START + 8 * HOUR, 8 * 3600) })
  })

  it('is at risk from amber until it is due, while the clock runs', () => {
    const atRisk = (now: number) => expected({}, now).solution?.atRisk
    expect([START + 4 * HOUR - 1, START + 4 * HOUR, START + 8 * HOUR].map(atRisk)).toEqual([false, true, true])
    const pauses = [{ from: START + 7 * HOUR, to: null }]
    expect(expected({ pauses }, START + 7 * HOUR).solution?.atRisk).toBe(false)
  })

  it('is no date while the clock stands still, but the time that is left', () => {
    const pauses = [{ from: START + HOUR, to: null }]
    expect(expected({ pauses }, START + 2 * HOUR).solution).toEqual({
      at: null,
      atRisk: false,
      reason: { code: 'paused', secondsLeft: 7 * 3600 },
    })
  })

  it('is overdue, and not paused, where the pause came after the due date', () => {
    const pauses = [{ from: START + 2 * HOUR, to: null }]
    expect(expected({ pauses }, START + 3 * HOUR).answer?.reason).toMatchObject({ code: 'overdue' })
  })

  it('is no date where the calendar has none', () => {
    const once = policyOf({ calendar: 'night', targets: { resolution: { within: { hours: 2 } } } })
    expect(expected({}, START, once)).toEqual({
      answer: null,
      solution: { at: null, atRisk: false, reason: { code: 'calendar-ends' } },
    })
  })

  it('is nothing where nothing is promised', () => {
    expect(estimatesOf([])).toEqual({ answer: null, solution: null })
  })
})
