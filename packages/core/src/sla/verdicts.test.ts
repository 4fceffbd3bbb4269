import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { SlaProgress, TicketFacts, TicketSla } from '../store/record-types.js'
import { momentsOf } from './moments.js'
import { occurrenceAt, verdictsDue } from './verdicts.js'

const tell = [{ action: 'notify', to: ['lead'] }] as const
const policy = policyOf({
  version: 2,
  targets: { resolution: { within: { hours: 8 }, escalate: [{ after: {}, do: tell }] } },
})
const DUE = START + 8 * HOUR
const solved = (at: number): Partial<TicketFacts> => ({ solvedAt: at, firstSolvedAt: at })
const settled = (verdict: SlaProgress['verdict'], ended: boolean, cycle = 1): SlaProgress => {
  const judged = verdict !== null
  return { cycle, verdict, ended, dueAt: judged ? DUE : null, seconds: judged ? 8 * 3600 : null, left: null, steps: [] }
}
const run = {
  target: 'resolution',
  cycle: 1,
  from: START,
  dueAt: DUE,
  seconds: 8 * 3600,
  policy: { id: 'standard', version: 2 },
  calendar: null,
  former: false,
  priority: 'high',
  team: 'lamps',
}

function verdicts(facts: Partial<TicketFacts>, sla: Partial<TicketSla> = {}, of = policy) {
  const ticket = promisedTicket(of, facts, { priority: 'high', team: 'lamps', sla })
  const promise = promiseAtHand(of, ticket)
  return verdictsDue(ticket, { current: promise, former: ticket.sla?.former ? promise : null })
}

describe('the verdict', () => {
  it('comes with the end of the run, and once', () => {
    expect(verdicts({})).toEqual([])
    expect(verdicts(solved(START + HOUR))).toEqual([
      { type: 'sla.met', data: { ...run, endedAt: START + HOUR, left: 7 * 3600 } },
    ])
    expect(verdicts(solved(START + HOUR), { progress: { resolution: settled('met', true) } })).toEqual([])
    expect(verdicts(solved(DUE + 1), { progress: { resolution: settled('breached', true) } })).toEqual([])
  })

  it('is met at the due date itself, and breached a millisecond later', () => {
    expect(verdicts(solved(DUE))).toEqual([{ type: 'sla.met', data: { ...run, endedAt: DUE, left: 0 } }])
    expect(verdicts(solved(DUE + 1))).toEqual([
      { type: 'sla.breached', data: run },
      { type: 'sla.completed', data: { ...run, endedAt: DUE + 1, over: 0.001 } },
    ])
  })

  it('completes what has been breached, and takes nothing back', () => {
    const known = { progress: { resolution: settled('breached', false) } }
    const completed = { ...run, endedAt: DUE + HOUR, over: 3600 }
    expect(verdicts(solved(DUE + HOUR), known)).toEqual([{ type: 'sla.completed', data: completed }])
    // The due date has been put off since, as by a lower priority: it stays as it was judged.
    const usual = policyOf({ version: 2, targets: { resolution: { within: { hours: 99 } } } })
    expect(verdicts(solved(DUE + HOUR), known, usual)).toEqual([{ type: 'sla.completed', data: completed }])
  })

  it('of an earlier run says nothing about this one', () => {
    const facts = { ...solved(START + 2 * HOUR), reopenings: 1, reopenedAt: START + HOUR }
    expect(verdicts(facts, { progress: { resolution: settled('breached', true) } })).toMatchObject([
      { type: 'sla.met', data: { cycle: 2, from: START + HOUR, dueAt: DUE + HOUR, left: 7 * 3600 } },
    ])
  })

  it('measures on the clock of the target: what was paused is neither used nor late', () => {
    const pauses = [
      { from: START + HOUR, to: START + 3 * HOUR },
      { from: START + 12 * HOUR, to: START + 20 * HOUR },
    ]
    expect(verdicts({ ...solved(START + 4 * HOUR), pauses })).toMatchObject([{ data: { left: 6 * 3600 } }])
    expect(verdicts({ ...solved(START + 21 * HOUR), pauses })).toMatchObject([
      { type: 'sla.breached', data: { dueAt: START + 10 * HOUR } },
      { type: 'sla.completed', data: { over: 3 * 3600 } },
    ])
    // A pause that lasts until the end held up the due date.
    const paused = { ...solved(START + 20 * HOUR), pauses: [{ from: START + HOUR, to: null }] }
    expect(verdicts(paused)).toMatchObject([{ type: 'sla.met', data: { left: 7 * 3600 } }])
  })

  it('is late by nothing what was done while it was closed after the due date', () => {
    const office = policyOf({ calendar: 'office', targets: { resolution: { within: { hours: 9 } } } })
    const closing = Date.parse('2025-01-01T18:00Z')
    expect(verdicts(solved(closing), {}, office)).toMatchObject([
      { type: 'sla.met', data: { dueAt: closing, left: 0 } },
    ])
    const [, completed] = verdicts(solved(closing + HOUR), {}, office)
    // No -0, which one store would keep and another would not.
    expect(completed?.data).toMatchObject({ endedAt: closing + HOUR, over: 0 })
  })

  it('is met where the calendar has no such time, so that it could never be due', () => {
    const once = policyOf({ calendar: 'night', targets: { resolution: { within: { hours: 2 } } } })
    expect(verdicts(solved(DUE + 99 * HOUR), {}, once)).toMatchObject([
      { type: 'sla.met', data: { dueAt: null, left: 3600 } },
    ])
  })

  it('is given on a former promise too, with what was settled of that', () => {
    const promise = promisedTicket(policy).sla?.promise ?? null
    const both = { former: promise, progress: { resolution: settled('met', true) } }
    expect(verdicts(solved(DUE), both)).toEqual([
      { type: 'sla.met', data: { ...run, endedAt: DUE, left: 0, former: true } },
    ])
    const judged = { ...both, formerProgress: { resolution: settled('breached', false) } }
    expect(verdicts(solved(DUE + HOUR), judged)).toMatchObject([{ type: 'sla.completed', data: { former: true } }])
  })

  it('is none without a promise', () => {
    const ticket = { ...promisedTicket(policy, solved(DUE)), sla: null }
    expect(verdictsDue(ticket, { current: promiseAtHand(policy, ticket), former: null })).toEqual([])
  })
})

it('what happens by itself is the breach, then the step with its actions', () => {
  const ticket = promisedTicket(
    policy,
    { pauses: [{ from: START, to: START + MINUTE }] },
    { priority: 'high', team: 'lamps' },
  )
  const moments = momentsOf(ticket, { current: promiseAtHand(policy, ticket), former: null })
  const [dueAt, at] = [DUE + MINUTE, DUE + MINUTE + 1]
  const actions = [{ action: 'notify', to: ['lead'], kind: 'sla.breached' }]
  const { target, cycle, policy: reference } = run
  expect(moments.map((moment) => occurrenceAt(moment, ticket))).toEqual([
    { at, event: { type: 'sla.breached', data: { ...run, dueAt } } },
    {
      at,
      event: {
        type: 'sla.escalated',
        data: { target, cycle, step: 'after 0s', at, dueAt, policy: reference, actions },
      },
    },
  ])
})
