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

describe('a promise', () => {
  it('is none until one is made', () => {
    expect(after()).toBeNull()
    expect(after(breached(), escalated('x'), ['sla.inherited', { ticketId: 't2', from: START, cycle: 1 }])).toBeNull()
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
    const both = after(applied(promise('a')), breached(), applied(promise('b'), true), completed({ former: true }))
    const settled = { resolution: { ...progress, verdict: 'breached' } }
    expect(both).toMatchObject({
      promise: promise('b'),
      former: promise('a'),
      progress: settled,
      formerProgress: { resolution: { ...settled.resolution, ended: true } },
    })
    expect(after(applied(promise('a')), applied(promise('b'), true), breached())?.formerProgress).toEqual({})
    const kept = after(applied(promise('a')), applied(promise('b'), true), applied(promise('c')))
    expect(kept).toMatchObject({ promise: promise('c'), former: promise('a') })
  })

  it("remembers a duplicate's older beginning", () => {
    const from = START - 1_000
    expect(after(applied(promise('a')), ['sla.inherited', { ticketId: 't2', from, cycle: 2 }])?.inherited).toEqual({
      cycle: 2,
      from,
    })
  })
})

describe('what has been settled of a target', () => {
  const settled = (...told: readonly Told[]) => after(applied(promise('a')), ...told)?.progress

  it('is its verdict, and whether that is complete', () => {
    expect(settled(met())).toEqual({ resolution: { ...progress, verdict: 'met', ended: true } })
    expect(settled(breached())).toEqual({ resolution: { ...progress, verdict: 'breached' } })
    expect(settled(breached(), completed())).toEqual({ resolution: { ...progress, verdict: 'breached', ended: true } })
  })

  it('is every step that was taken, which verdicts leave alone', () => {
    expect(settled(escalated('x'), breached(), escalated('y'))).toEqual({
      resolution: { ...progress, verdict: 'breached', steps: ['x', 'y'] },
    })
  })

  it('is that of its last run, and of each target apart', () => {
    expect(settled(breached(), escalated('x'), escalated('x', { cycle: 2 }))).toEqual({
      resolution: { ...progress, cycle: 2, steps: ['x'] },
    })
    expect(settled(met({ target: 'acceptance' }), breached())).toEqual({
      acceptance: { ...progress, verdict: 'met', ended: true },
      resolution: { ...progress, verdict: 'breached' },
    })
  })
})
