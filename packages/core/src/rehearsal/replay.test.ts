import { describe, expect, it } from 'vitest'
import { deskModel, eventsOf, message, move, prioritized, replayed, type Step } from '../../test/histories.js'
import { MINUTE, OFFICE } from '../../test/promises.js'
import { START } from '../../test/records.js'

const hour = { within: { hours: 1 } }
const standard = deskModel([
  { id: 'standard', targets: { firstResponse: hour, nextResponse: hour, resolution: { within: { hours: 8 } } } },
])

/** The runs of one ticket that began at minute 0: target, cycle, verdict, and the minutes used. */
function runs(steps: readonly Step[], until: number, model = standard) {
  const [ticket] = replayed([eventsOf('t1', 0, {}, ...steps)], model, until).tickets
  return ticket?.runs.map(({ target, cycle, verdict, usedSeconds }) => {
    return [target, cycle, verdict, usedSeconds === null ? null : usedSeconds / 60]
  })
}

describe('a replay', () => {
  it('judges what was done by when it was done', () => {
    expect(runs([message(30), move(100, 'solve')], 1_000)).toEqual([
      ['firstResponse', 1, 'met', 30],
      ['resolution', 1, 'met', 100],
    ])
    expect(runs([message(90), move(500, 'solve')], 1_000)).toEqual([
      ['firstResponse', 1, 'breached', 90],
      ['resolution', 1, 'breached', 500],
    ])
  })

  it('judges what was not done by the end, and nothing before its time', () => {
    expect(runs([], 60)).toEqual([])
    expect(runs([], 61)).toEqual([['firstResponse', 1, 'breached', null]])
    expect(runs([], 480)).toHaveLength(1)
    expect(runs([], 481)).toHaveLength(2)
  })

  it('takes the due instant itself for in time', () => {
    expect(runs([message(60), move(480, 'solve')], 1_000)?.map(([, , verdict]) => verdict)).toEqual(['met', 'met'])
  })

  it('lets clocks stand still in pauses', () => {
    const steps = [message(10), move(20, 'wait'), move(500, 'resume'), message(510, true), move(570, 'solve')]
    expect(runs(steps, 1_000)).toEqual([
      ['firstResponse', 1, 'met', 10],
      ['nextResponse', 1, 'met', 60],
      ['resolution', 1, 'met', 90],
    ])
  })

  it('begins a new run with a reopening', () => {
    const steps = [message(10), move(20, 'solve'), move(900, 'reopen'), move(1_000, 'solve')]
    expect(runs(steps, 2_000)).toEqual([
      ['firstResponse', 1, 'met', 10],
      ['resolution', 1, 'met', 20],
      ['resolution', 2, 'met', 100],
    ])
  })

  it('reckons by calendars', () => {
    // The records begin on a Wednesday at midnight; the office opens at nine.
    const policy = { id: 'standard', calendar: 'office', targets: { firstResponse: hour } } as const
    const model = deskModel([policy], { office: OFFICE })
    expect(runs([message(599)], 1_000, model)).toEqual([['firstResponse', 1, 'met', 59]])
    expect(runs([message(601)], 1_000, model)).toEqual([['firstResponse', 1, 'breached', 61]])
  })

  it('puts a ticket under another policy when it changes, and tells under which it was judged', () => {
    const model = deskModel([
      { id: 'urgent', when: { priority: 'urgent' }, targets: { resolution: hour } },
      { id: 'others', targets: { resolution: { within: { hours: 8 } } } },
    ])
    const steps = [prioritized(30, 'urgent'), move(90, 'solve')]
    const [ticket] = replayed([eventsOf('t1', 0, {}, ...steps)], model, 1_000).tickets
    expect(ticket?.runs).toMatchObject([
      { policy: 'urgent', verdict: 'breached', priority: 'urgent', usedSeconds: 5_400 },
    ])
    expect(ticket?.runs[0]?.dueAt).toBe(START + 60 * MINUTE)
  })

  it('keeps tickets apart, however their events lie in between', () => {
    const one = eventsOf('t1', 0, {}, message(30), move(100, 'solve'))
    const other = eventsOf('t2', 20, { priority: 'urgent', team: 'x' }, message(95), move(110, 'solve'))
    const { tickets } = replayed([one, other], standard, 1_000)
    expect(tickets.map(({ ticket, runs: of }) => [ticket.id, of.map(({ usedSeconds: used }) => used)])).toEqual([
      ['t1', [1_800, 6_000]],
      ['t2', [4_500, 5_400]],
    ])
    expect(tickets[1]?.runs[0]).toMatchObject({ verdict: 'breached', priority: 'urgent', team: 'x' })
    expect(tickets).toEqual(replayed([other, one], standard, 1_000).tickets)
  })

  it('takes what was promised in the past for nothing: only what happened counts', () => {
    const [first, ...rest] = eventsOf('t1', 0, {}, message(30))
    if (!first) throw new Error('no events')
    const { tickets } = replayed([[first, ...rest]], deskModel([]), 1_000)
    expect(tickets[0]).toMatchObject({ ticket: { sla: null }, runs: [] })
  })

  // A command can write several events; between them the ticket is in no state that anybody ever saw.
  it('asks the policies once for what one command wrote', () => {
    const model = deskModel([
      { id: 'vip', when: { category: 'vip', priority: 'normal' }, targets: { resolution: hour } },
      { id: 'others', targets: { resolution: { within: { hours: 8 } } } },
    ])
    const steps: Step[] = [
      [120, 'ticket.categorized', { category: 'vip', previous: null }],
      prioritized(120, 'urgent'),
      move(200, 'solve'),
    ]
    expect(runs(steps, 1_000, model)).toEqual([['resolution', 1, 'met', 200]])
  })

  it('judges a run that ended and began again in one instant', () => {
    const steps = [move(100, 'solve'), move(100, 'reopen'), move(130, 'solve')]
    expect(runs(steps, 1_000)).toEqual([
      ['firstResponse', 1, 'breached', 100],
      ['resolution', 1, 'met', 100],
      ['resolution', 2, 'met', 30],
    ])
  })
})
