import { describe, expect, it } from 'vitest'
import { created, eventRecord, START } from '../../test/records.js'
import type { EventRecord, SlaPromise, TicketSla } from '../store/record-types.js'
import type { TicketEventData, TicketEventType } from '../ticket/event-types.js'
import { replay } from '../ticket/evolve.js'

type SlaType = Extract<TicketEventType, `sla.${string}`>
type Told = { [Type in SlaType]: [Type, TicketEventData[Type]] }[SlaType]

const promise = (id: string): SlaPromise => ({ policy: { id, version: 1 }, calendars: { resolution: null } })
const applied = (to: SlaPromise | null, keepsFormer = false, since = START): Told => {
  return ['sla.applied', { promise: to, since, keepsFormer, timeZones: '2025a', reasons: [] }]
}
const verdict = {
  target: 'resolution',
  cycle: 1,
  from: START,
  dueAt: START,
  seconds: 3600,
  policy: { id: 'a', version: 1 },
  calendar: null,
  former: false,
  priority: 'normal',
  team: null,
} as const
const met = (more: object = {}): Told => ['sla.met', { ...verdict, endedAt: START, left: 0, ...more }]
const breached = (more: object = {}): Told => ['sla.breached', { ...verdict, ...more }]
const completed = (more: object = {}): Told => ['sla.completed', { ...verdict, endedAt: START, over: 1, ...more }]
const escalated = (step: string, more: object = {}): Told => [
  'sla.escalated',
  { target: 'resolution', cycle: 1, step, at: START, dueAt: START, policy: verdict.policy, actions: [], ...more },
]

function after(...told: readonly Told[]): TicketSla | null {
  const events = told.map(([type, data], index): EventRecord => eventRecord(index + 2, type, data as never))
  return replay([created(), ...events])?.sla ?? null
}

const none = { verdict: null, ended: false, dueAt: null, seconds: null, left: null } as const
const progress = { cycle: 1, ...none, steps: [] } as const
/** What a verdict leaves of the first run, until it has ended and afterwards. */
const judged = { ...progress, dueAt: START, seconds: 3600 } as const
const isBreached = { ...judged, verdict: 'breached' } as const

describe('a promise', () => {
  it('is none until one is made', () => {
    expect(after()).toBeNull()
    expect(
      after(breached(), escalated('x'), ['sla.inherited', { ticketId: 't2', from: START, cycle: 1, unanswered: true }]),
    ).toBeNull()
  })

  it('keeps since when time counts, and what has been settled, whatever it is changed to', () => {
    const first = after(applied(promise('a')))
    expect(first).toEqual({
      promise: promise('a'),
      former: null,
      since: START,
      inherited: null,
      progress: {},
      formerProgress: {},
    })
    const settled = after(applied(promise('a')), breached(), escalated('x'))?.progress
    const changed = after(applied(promise('a')), breached(), escalated('x'), applied(promise('b'), false, START + 5))
    expect(changed).toEqual({ ...first, promise: promise('b'), progress: settled })
    const back = [applied(promise('a')), breached(), escalated('x'), applied(null), applied(promise('a'))]
    expect(after(...back)).toEqual({ ...first, progress: settled })
    expect(after(applied(promise('a')), applied(null))).toEqual({ ...first, promise: null })
  })

  it('becomes the former one with what has been settled, where both are kept', () => {
    const told = [applied(promise('a')), breached(), escalated('x'), met({ target: 'firstResponse' })]
    const isMet = { ...judged, verdict: 'met', ended: true, left: 0 }
    expect(after(...told, applied(promise('b'), true), completed({ former: true }))).toMatchObject({
      promise: promise('b'),
      former: promise('a'),
      // What runs is judged anew under the new promise; what has ended is not, and no step is taken again.
      progress: { resolution: { ...progress, steps: ['a x'] }, firstResponse: isMet },
      formerProgress: { resolution: { ...isBreached, ended: true, left: -1, steps: ['a x'] }, firstResponse: isMet },
    })
    expect(after(applied(promise('a')), applied(promise('b'), true), breached())?.formerProgress).toEqual({})
    const kept = after(applied(promise('a')), applied(promise('b'), true), applied(promise('c')))
    expect(kept).toMatchObject({ promise: promise('c'), former: promise('a') })
  })

  it("remembers a duplicate's older beginning", () => {
    const from = START - 1_000
    expect(
      after(applied(promise('a')), ['sla.inherited', { ticketId: 't2', from, cycle: 2, unanswered: false }])?.inherited,
    ).toEqual({
      cycle: 2,
      from,
      unanswered: false,
    })
  })
})

describe('what has been settled of a target', () => {
  const settled = (...told: readonly Told[]) => after(applied(promise('a')), ...told)?.progress

  it('is its verdict, and whether that is complete', () => {
    expect(settled(met())).toEqual({ resolution: { ...judged, verdict: 'met', ended: true, left: 0 } })
    expect(settled(breached())).toEqual({ resolution: isBreached })
    expect(settled(breached(), completed())).toEqual({ resolution: { ...isBreached, ended: true, left: -1 } })
    // No -0, which one store would keep and another would not.
    expect(settled(completed({ over: 0 }))?.resolution?.left).toBe(0)
  })

  it('is every step that was taken, which verdicts leave alone', () => {
    expect(settled(escalated('x'), breached(), escalated('y'))).toEqual({
      resolution: { ...isBreached, steps: ['a x', 'a y'] },
    })
  })

  it('is that of its last run, and of each target apart', () => {
    expect(settled(breached(), escalated('x'), escalated('x', { cycle: 2 }))).toEqual({
      resolution: { ...progress, cycle: 2, steps: ['a x'] },
    })
    expect(settled(met({ target: 'acceptance' }), breached())).toEqual({
      acceptance: { ...judged, verdict: 'met', ended: true, left: 0 },
      resolution: isBreached,
    })
  })
})
