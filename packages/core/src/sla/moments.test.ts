import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { PauseInterval, SlaProgress, TicketFacts, TicketRecord } from '../store/record-types.js'
import { earliestDueAt, momentsOf, nextMomentAt, type PromisesAtHand } from './moments.js'
import type { EscalationStep, SlaPolicyDefinition, TargetInput } from './policy-types.js'

const at = (text: string) => Date.parse(`2025-01-${text}Z`)
const tell = [{ action: 'notify', to: ['lead'] }] as const
const laddered = (target: Partial<TargetInput>, ...steps: Omit<EscalationStep, 'do'>[]): SlaPolicyDefinition =>
  policyOf({
    targets: {
      resolution: { within: { hours: 8 }, escalate: steps.map((step) => ({ ...step, do: tell })), ...target },
    },
  })
const current = (policy: SlaPolicyDefinition, ticket: TicketRecord): PromisesAtHand => {
  return { current: promiseAtHand(policy, ticket), former: null }
}

/** What lies ahead, as the id of a step or `breach`, with its instant. */
function ahead(
  policy: SlaPolicyDefinition,
  facts: Partial<TicketFacts> = {},
  progress: Partial<SlaProgress> | null = null,
): (readonly [string, number])[] {
  const known = {
    cycle: 1,
    verdict: null,
    ended: false,
    dueAt: null,
    seconds: null,
    left: null,
    steps: [],
    ...progress,
  }
  const ticket = promisedTicket(policy, facts, { sla: { progress: progress ? { resolution: known } : {} } })
  return momentsOf(ticket, current(policy, ticket)).map((moment) => [moment.step?.id ?? 'breach', moment.at])
}

describe('what lies ahead of a ticket', () => {
  it('is nothing without a promise, or under one that is withdrawn', () => {
    const policy = laddered({}, { used: 0.5 })
    const ticket = promisedTicket(policy)
    const none = { current: null, former: null }
    expect(momentsOf({ ...ticket, sla: null }, current(policy, ticket))).toEqual([])
    expect(momentsOf(ticket, none)).toEqual([])
    expect([nextMomentAt(ticket, none), earliestDueAt(ticket, none)]).toEqual([null, null])
  })

  it('is the breach, one millisecond after the due date', () => {
    expect(ahead(laddered({}))).toEqual([['breach', START + 8 * HOUR + 1]])
    expect(ahead(laddered({}), {}, { verdict: 'breached' })).toEqual([])
  })

  it('is nothing any more once the run has ended', () => {
    expect(ahead(laddered({}, { used: 0.5 }, { after: { hours: 1 } }), { solvedAt: START + HOUR })).toEqual([])
  })

  it('is told in the order in which it happens', () => {
    const policy = laddered(
      {},
      { after: { hours: 1 } },
      { used: 0.5 },
      { before: { minutes: 30 } },
      { idle: { hours: 3 } },
    )
    expect(ahead(policy).map(([what]) => what)).toEqual([
      'idle 10800s',
      'used 0.5',
      'before 1800s',
      'breach',
      'after 3600s',
    ])
  })

  it('goes at one instant by target, the breach before the steps, and these as declared', () => {
    const steps = [{ after: {} }, { before: { hours: 2 } }, { used: 0.75 }, { before: { minutes: 120 } }]
    const within = { within: { hours: 8 }, escalate: steps.map((step) => ({ ...step, do: tell })) }
    const policy = policyOf({ targets: { resolution: within, firstResponse: within } })
    const ticket = promisedTicket(policy)
    const told = momentsOf(ticket, current(policy, ticket)).map(({ at: instant, run, step }) => {
      return [instant - START, run.target, step?.id ?? 'breach']
    })
    expect(told).toEqual([
      [6 * HOUR, 'firstResponse', 'before 7200s'],
      [6 * HOUR, 'firstResponse', 'used 0.75'],
      [6 * HOUR, 'firstResponse', 'before 7200s #2'],
      [6 * HOUR, 'resolution', 'before 7200s'],
      [6 * HOUR, 'resolution', 'used 0.75'],
      [6 * HOUR, 'resolution', 'before 7200s #2'],
      [8 * HOUR + 1, 'firstResponse', 'breach'],
      [8 * HOUR + 1, 'firstResponse', 'after 0s'],
      [8 * HOUR + 1, 'resolution', 'breach'],
      [8 * HOUR + 1, 'resolution', 'after 0s'],
    ])
  })

  it('leaves out the steps that were taken in this run, and none that were taken in an earlier one', () => {
    const policy = laddered({}, { used: 0.5 }, { before: { hours: 1 } })
    expect(ahead(policy, {}, { steps: ['standard used 0.5'] }).map(([what]) => what)).toEqual([
      'before 3600s',
      'breach',
    ])
    // Another policy's step of that name is another step.
    expect(ahead(policy, {}, { steps: ['other used 0.5'] })).toHaveLength(3)
    const reopened = { reopenings: 1, reopenedAt: START + HOUR }
    expect(ahead(policy, reopened, { steps: ['standard used 0.5'], verdict: 'breached', ended: true })).toEqual([
      ['used 0.5', START + 5 * HOUR],
      ['before 3600s', START + 8 * HOUR],
      ['breach', START + 9 * HOUR + 1],
    ])
  })

  it('holds of a former promise the breach alone', () => {
    const policy = laddered({}, { used: 0.5 })
    const ticket = promisedTicket(policy)
    const former = promiseAtHand(policy, ticket)
    const moments = momentsOf(ticket, { current: null, former })
    expect(moments).toMatchObject([{ at: START + 8 * HOUR + 1, former: true, step: null }])
    const verdict = { dueAt: START + 8 * HOUR, seconds: 8 * 3600, left: null }
    const judged = { cycle: 1, verdict: 'breached', ended: false, ...verdict, steps: [] } as const
    const settled = { ...ticket, sla: ticket.sla && { ...ticket.sla, formerProgress: { resolution: judged } } }
    expect(momentsOf(settled, { current: null, former })).toEqual([])
  })
})

describe('the instant of a step', () => {
  const instant = (target: Partial<TargetInput>, step: Omit<EscalationStep, 'do'>, facts: Partial<TicketFacts> = {}) =>
    ahead(laddered(target, step), facts).find(([what]) => what !== 'breach')?.[1]
  const office = { calendar: 'office' }
  const paused = (from: string, to: string | null): { pauses: PauseInterval[] } => {
    return { pauses: [{ from: at(from), to: to === null ? null : at(to) }] }
  }

  // With the office's hours, eight hours from midnight on are over on Wednesday at 17:00.
  it('by share of the time used', () => {
    expect(instant({}, { used: 0.8 })).toBe(at('01T06:24'))
    expect(instant(office, { used: 0.5 })).toBe(at('01T13:00'))
    expect(instant(office, { used: 0.5 }, paused('01T10:00', '02T10:00'))).toBe(at('02T13:00'))
    expect(instant(office, { used: 0.5 }, paused('01T10:00', null))).toBeUndefined()
    expect(instant(office, { used: 0.5 }, paused('01T14:00', null))).toBe(at('01T13:00'))
  })

  it('before the due date, on the clock of the target or of the wall', () => {
    expect(instant({}, { before: { hours: 3 } })).toBe(at('01T05:00'))
    const short = { calendar: 'office', within: { hours: 10 } }
    // Due on Thursday at 10:00: two hours earlier it is closed.
    expect(instant(short, { before: { hours: 2 } })).toBe(at('01T17:00'))
    expect(instant(short, { before: { hours: 2 }, wall: true })).toBe(at('02T08:00'))
    expect(instant(short, { before: { hours: 2 }, wall: true }, paused('01T10:00', null))).toBeUndefined()
    expect(instant(short, { before: {} })).toBe(at('02T10:00'))
  })

  it('before the due date by more than the whole time: at the beginning', () => {
    expect(instant({}, { before: { hours: 9 } })).toBe(START)
    expect(instant({}, { before: { hours: 9 }, wall: true })).toBe(START)
    expect(instant(office, { before: { hours: 100 } })).toBe(START)
  })

  it('after the due date, on the clock of the target or of the wall', () => {
    expect(instant({}, { after: { minutes: 5 } })).toBe(at('01T08:05'))
    expect(instant(office, { after: { hours: 2 } })).toBe(at('02T10:00'))
    expect(instant(office, { after: { hours: 2 }, wall: true })).toBe(at('01T19:00'))
    // What has been paused after it was due, waits on its clock, and not by the wall.
    expect(instant(office, { after: { hours: 2 } }, paused('01T17:30', '02T09:30'))).toBe(at('02T11:00'))
    expect(instant(office, { after: { hours: 2 } }, paused('01T17:30', null))).toBeUndefined()
    expect(instant(office, { after: { hours: 2 }, wall: true }, paused('01T17:30', null))).toBe(at('01T19:00'))
    expect(instant(office, { after: { hours: 2 } }, paused('01T10:00', null))).toBeUndefined()
  })

  it('after the due date by nothing: right after the breach, not at the due date', () => {
    expect(ahead(laddered({}, { after: {} }))).toEqual([
      ['breach', START + 8 * HOUR + 1],
      ['after 0s', START + 8 * HOUR + 1],
    ])
    expect(instant({}, { after: {}, wall: true })).toBe(START + 8 * HOUR + 1)
    // Also in a pause that begins just when it is due.
    expect(instant({}, { after: {} }, paused('01T08:00', null))).toBe(START + 8 * HOUR + 1)
  })

  it('after nobody did anything for so long, on the clock of the target or of the wall', () => {
    expect(instant({}, { idle: { hours: 1 } })).toBe(START + HOUR)
    expect(instant({}, { idle: { hours: 1 } }, { lastActedAt: START + 5 * MINUTE })).toBe(START + 65 * MINUTE)
    // What was done before the run began does not count.
    expect(instant({}, { idle: { hours: 1 } }, { lastActedAt: START - HOUR })).toBe(START + HOUR)
    const late = { lastActedAt: at('01T17:30') }
    expect(instant(office, { idle: { hours: 1 } }, late)).toBe(at('02T09:30'))
    expect(instant(office, { idle: { hours: 1 }, wall: true }, late)).toBe(at('01T18:30'))
    const resting = paused('01T17:40', '01T20:40')
    expect(instant(office, { idle: { hours: 1 }, wall: true }, { ...late, ...resting })).toBe(at('01T21:30'))
    expect(instant({}, { idle: { hours: 1 } }, { ...late, ...paused('01T17:40', null) })).toBeUndefined()
  })

  it('never comes where the calendar has no such time', () => {
    // The calendar `night` is open for one hour in all time.
    expect(ahead(laddered({ calendar: 'night' }, { used: 0.1 }, { after: {} }, { idle: { hours: 1 } }))).toEqual([
      ['used 0.1', at('01T09:48')],
      ['idle 3600s', at('01T10:00')],
    ])
    expect(ahead(laddered({ calendar: 'night', within: { hours: 1 } }, { after: { seconds: 1 } }))).toEqual([
      ['breach', at('01T10:00') + 1],
    ])
  })
})

describe('the earliest due date', () => {
  const policy = policyOf({
    targets: { firstResponse: { within: { hours: 1 } }, resolution: { within: { hours: 8 } } },
  })
  const earliest = (facts: Partial<TicketFacts>) => {
    const ticket = promisedTicket(policy, facts)
    return earliestDueAt(ticket, current(policy, ticket))
  }

  it('is that of the targets that run, also once it has passed', () => {
    expect(earliest({})).toBe(START + HOUR)
    expect(earliest({ firstResponseAt: START + 5 * HOUR })).toBe(START + 8 * HOUR)
    expect(earliest({ firstSolvedAt: START + HOUR, solvedAt: START + HOUR })).toBeNull()
  })

  it('is none while the clock stands still before it', () => {
    expect(earliest({ pauses: [{ from: START + MINUTE, to: null }] })).toBeNull()
    expect(earliest({ pauses: [{ from: START + 2 * HOUR, to: null }] })).toBe(START + HOUR)
  })
})
