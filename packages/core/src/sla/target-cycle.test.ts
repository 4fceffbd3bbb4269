import { describe, expect, it } from 'vitest'
import { HOUR, policyOf, promisedTicket } from '../../test/promises.js'
import { START, ticketRecord } from '../../test/records.js'
import type { TicketFacts, TicketSla } from '../store/record-types.js'
import { cycleOf } from './target-cycle.js'

const policy = policyOf({ targets: { resolution: { within: { hours: 8 } } } })
const ticket = (facts: Partial<TicketFacts> = {}, sla: Partial<TicketSla> = {}) =>
  promisedTicket(policy, facts, { sla })
const [T1, T2, T3] = [START + HOUR, START + 2 * HOUR, START + 3 * HOUR]

it('is none without a promise', () => {
  expect(cycleOf('resolution', ticketRecord())).toBeNull()
})

describe('the run of', () => {
  it('the first response lasts from the creation to the first answer, or the first solution', () => {
    expect(cycleOf('firstResponse', ticket())).toEqual({ number: 1, from: START, to: null })
    expect(cycleOf('firstResponse', ticket({ firstResponseAt: T1 }))).toMatchObject({ to: T1 })
    expect(cycleOf('firstResponse', ticket({ firstSolvedAt: T1 }))).toMatchObject({ to: T1 })
    expect(cycleOf('firstResponse', ticket({ firstResponseAt: T2, firstSolvedAt: T1 }))).toMatchObject({ to: T1 })
    expect(cycleOf('firstResponse', ticket({ firstResponseAt: T1, firstSolvedAt: T2 }))).toMatchObject({ to: T1 })
    // A reopening does not ask for a first response again.
    expect(cycleOf('firstResponse', ticket({ firstSolvedAt: T1, reopenings: 1, reopenedAt: T2 }))).toMatchObject({
      number: 1,
      to: T1,
    })
  })

  it('acceptance and the next response are those that the facts tell of', () => {
    expect([cycleOf('acceptance', ticket()), cycleOf('nextResponse', ticket())]).toEqual([null, null])
    const run = { number: 3, from: T1, to: null }
    expect(cycleOf('acceptance', ticket({ acceptance: run }))).toEqual(run)
    expect(cycleOf('nextResponse', ticket({ answer: run }))).toEqual(run)
  })

  it('the resolution lasts from the creation or the last reopening to the solution', () => {
    expect(cycleOf('resolution', ticket({ solvedAt: T1 }))).toEqual({ number: 1, from: START, to: T1 })
    const reopened = { reopenings: 2, reopenedAt: T2, firstSolvedAt: T1 }
    expect(cycleOf('resolution', ticket(reopened))).toEqual({ number: 3, from: T2, to: null })
    expect(cycleOf('resolution', ticket({ ...reopened, solvedAt: T3 }))).toEqual({ number: 3, from: T2, to: T3 })
  })
})

describe('a promise that came late', () => {
  it('counts from when it was made', () => {
    expect(cycleOf('resolution', ticket({}, { since: T2 }))).toMatchObject({ from: T2 })
    expect(cycleOf('resolution', ticket({ reopenings: 1, reopenedAt: T3 }, { since: T2 }))).toMatchObject({ from: T3 })
  })

  it('does not judge what was done before', () => {
    expect(cycleOf('firstResponse', ticket({ firstResponseAt: T1 }, { since: T2 }))).toBeNull()
    expect(cycleOf('resolution', ticket({ solvedAt: T1 }, { since: T2 }))).toBeNull()
    expect(cycleOf('nextResponse', ticket({ answer: { number: 1, from: START, to: T1 } }, { since: T2 }))).toBeNull()
    // What began before and lasts, it does.
    expect(cycleOf('nextResponse', ticket({ answer: { number: 1, from: T1, to: null } }, { since: T2 }))).toEqual({
      number: 1,
      from: T2,
      to: null,
    })
  })
})

describe("a duplicate's older promise", () => {
  const EARLIER = START - 5 * HOUR

  it('counts from its beginning for the resolution and the first response, also before the ticket was there', () => {
    const inheriting = ticket({}, { inherited: { cycle: 1, from: EARLIER, unanswered: true } })
    expect(cycleOf('resolution', inheriting)?.from).toBe(EARLIER)
    expect(cycleOf('firstResponse', inheriting)?.from).toBe(EARLIER)
    // Whoever asked first has been answered in the other ticket.
    const answered = ticket({}, { inherited: { cycle: 1, from: EARLIER, unanswered: false } })
    expect(cycleOf('firstResponse', answered)?.from).toBe(START)
    const waits = ticket({ answer: { number: 1, from: T1, to: null } }, { inherited: { cycle: 1, from: EARLIER } })
    expect(cycleOf('nextResponse', waits)?.from).toBe(T1)
  })

  it('counts for the run of the resolution that took it over, and for no later one', () => {
    const reopened = { reopenings: 1, reopenedAt: T2 }
    expect(cycleOf('resolution', ticket(reopened, { inherited: { cycle: 1, from: EARLIER } }))?.from).toBe(T2)
    const later = ticket({ ...reopened, firstSolvedAt: T1 }, { inherited: { cycle: 2, from: T1 } })
    expect(cycleOf('resolution', later)?.from).toBe(T1)
    // What was inherited with a reopening says nothing of the first response, which was given before.
    const older = ticket({ ...reopened, firstSolvedAt: T1 }, { inherited: { cycle: 2, from: EARLIER } })
    expect([cycleOf('resolution', older)?.from, cycleOf('firstResponse', older)?.from]).toEqual([EARLIER, START])
  })

  it('counts for nothing where it is the younger one', () => {
    expect(cycleOf('resolution', ticket({}, { inherited: { cycle: 1, from: T1 } }))?.from).toBe(START)
  })
})
