import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { created, eventRecord, START } from '../../test/records.js'
import type { TicketEvent, TicketEventData, VerdictData } from '../ticket/event-types.js'
import { verdictsOf } from './verdicts.js'

const DUE = START + 8 * HOUR
const data = (changes: Partial<VerdictData> = {}): VerdictData => ({
  target: 'resolution',
  cycle: 1,
  from: START,
  dueAt: DUE,
  seconds: 8 * 3600,
  policy: { id: 'standard', version: 2 },
  calendar: { id: 'office', version: 3 },
  former: false,
  priority: 'normal',
  team: null,
  ...changes,
})
const met = (left: number, changes: Partial<VerdictData> = {}) =>
  ['sla.met', { ...data(changes), endedAt: DUE - left * 1000, left }] as const
const breached = (changes: Partial<VerdictData> = {}) => ['sla.breached', data(changes)] as const
const completed = (over: number, changes: Partial<VerdictData> = {}) =>
  ['sla.completed', { ...data(changes), endedAt: DUE + over * 1000, over }] as const

const keptBoth = () =>
  ['sla.applied', { promise: null, since: START, keepsFormer: true, timeZones: '2025b', reasons: [] }] as const

type Told = ReturnType<typeof met | typeof breached | typeof completed | typeof keptBoth>
function verdicts(...told: readonly Told[]) {
  const events = told.map(([type, content], index) => {
    return eventRecord(index + 2, type, content as TicketEventData[typeof type])
  })
  return verdictsOf([created(), ...events] as unknown as readonly TicketEvent[])
}

describe('the verdicts of a log', () => {
  it('are none where nothing was judged', () => {
    expect(verdicts()).toEqual([])
  })

  it('tell what was met, with what was left', () => {
    expect(verdicts(met(90))).toEqual([
      {
        target: 'resolution',
        stage: null,
        cycle: 1,
        verdict: 'met',
        startedAt: new Date(START),
        dueAt: new Date(DUE),
        endedAt: new Date(DUE - 90_000),
        secondsLeft: 90,
        policy: { id: 'standard', version: 2 },
        calendar: { id: 'office', version: 3 },
        former: false,
      },
    ])
  })

  it('tell what was breached, and of what was done late by how much', () => {
    expect(verdicts(breached())).toMatchObject([{ verdict: 'breached', endedAt: null, secondsLeft: null }])
    expect(verdicts(breached(), completed(60))).toMatchObject([
      { verdict: 'breached', endedAt: new Date(DUE + 60_000), secondsLeft: -60 },
    ])
  })

  it('are of wall time, and without a due date, where they were given so', () => {
    expect(verdicts(met(5, { calendar: null, dueAt: null }))).toMatchObject([{ calendar: null, dueAt: null }])
  })

  it('are apart for each target and cycle, in the order in which they were given', () => {
    const all = verdicts(
      breached({ target: 'firstResponse' }),
      met(9, { target: 'nextResponse' }),
      completed(5, { target: 'firstResponse' }),
      breached({ target: 'nextResponse', cycle: 2 }),
      met(1),
      breached({ cycle: 2 }),
      completed(7, { target: 'nextResponse', cycle: 2 }),
    )
    expect(all.map(({ target, cycle, verdict, secondsLeft }) => [target, cycle, verdict, secondsLeft])).toEqual([
      ['firstResponse', 1, 'breached', -5],
      ['nextResponse', 1, 'met', 9],
      ['nextResponse', 2, 'breached', -7],
      ['resolution', 1, 'met', 1],
      ['resolution', 2, 'breached', null],
    ])
  })

  it('keep the definitions by which they were given, whatever was promised when it was done', () => {
    const later = { policy: { id: 'standard', version: 9 }, calendar: null, dueAt: DUE + HOUR }
    expect(verdicts(breached(), completed(0, later))).toMatchObject([
      { policy: { version: 2 }, calendar: { version: 3 }, dueAt: new Date(DUE), verdict: 'breached' },
    ])
  })

  // `-0` is not 0 to whoever compares.
  it('have nothing left of what was done with nothing over', () => {
    expect(verdicts(breached(), completed(0))[0]?.secondsLeft).toBe(0)
  })
})

describe('the verdicts on former promises', () => {
  it('stand beside those on the promise itself', () => {
    expect(verdicts(met(5), breached({ former: true }), completed(9, { former: true }))).toMatchObject([
      { former: false, verdict: 'met', secondsLeft: 5 },
      { former: true, verdict: 'breached', secondsLeft: -9 },
    ])
  })

  it('tell how late it was, also where the breach was told of the promise itself', () => {
    expect(verdicts(breached(), completed(3), completed(8, { former: true }))).toMatchObject([
      { former: false, verdict: 'breached', secondsLeft: -3 },
      { former: true, verdict: 'breached', endedAt: new Date(DUE + 8_000), secondsLeft: -8 },
    ])
  })

  it('are those that were given and not completed when the promise became a former one', () => {
    const next = { policy: { id: 'standard', version: 3 } }
    const told = [breached(), met(5, { target: 'firstResponse' }), keptBoth(), breached(next)] as const
    expect(verdicts(...told, completed(8, { former: true }), completed(9, next))).toMatchObject([
      { former: true, policy: { version: 2 }, endedAt: new Date(DUE + 8_000), secondsLeft: -8 },
      { former: false, target: 'firstResponse', verdict: 'met' },
      { former: false, policy: { version: 3 }, endedAt: new Date(DUE + 9_000), secondsLeft: -9 },
    ])
  })

  it('are not overwritten by those on the next promise that became a former one', () => {
    const next = { former: true, policy: { id: 'standard', version: 3 } }
    const all = verdicts(breached({ former: true }), breached(next), completed(4, next))
    expect(all.map(({ policy, endedAt }) => [policy.version, endedAt !== null])).toEqual([
      [2, false],
      [3, true],
    ])
  })
})
