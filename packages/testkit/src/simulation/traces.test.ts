import { describe, expect, it } from 'vitest'
import { Traces } from './traces.js'

const created = { workflow: 'support', phase: 'open', rank: 3, team: null, channel: 'web', weight: 2 }

/** Traces of one ticket that is expected, and a way to tell them of its events. */
function traced() {
  const traces = new Traces<string>({ isPresent: (agent) => agent !== 'away', meets: (agent) => agent !== 'unfit' })
  const tell = (seq: number, type: string, data: Readonly<Record<string, unknown>> = {}) =>
    traces.fold({ ticketId: 't1', seq, type, at: seq * 1_000, data })
  traces.expect('the ticket', 0)
  tell(1, 'ticket.created', created)
  const [trace] = traces.all
  if (trace === undefined) throw new Error('there is no trace')
  return { traces, tell, trace }
}

const assigned = (assignee: string | null) => ({ assignee, team: null })

describe('traces', () => {
  it('leave out tickets that nobody expected', () => {
    const { traces } = traced()
    traces.fold({ ticketId: 't2', seq: 1, type: 'ticket.created', at: 0, data: created })
    traces.fold({ ticketId: 't2', seq: 2, type: 'ticket.assigned', at: 0, data: assigned('ann') })
    expect([traces.all.length, traces.open.size, traces.gaps.size]).toEqual([1, 1, 0])
  })

  it('pass over what was told before, and wait for what is missing', () => {
    const { traces, tell, trace } = traced()
    tell(3, 'ticket.assigned', assigned('bob'))
    expect([...traces.gaps]).toEqual(['t1'])
    expect(trace.assignee).toBeNull()
    tell(2, 'ticket.assigned', assigned('ann'))
    tell(3, 'ticket.assigned', assigned('bob'))
    tell(2, 'ticket.assigned', assigned('ann'))
    expect(trace).toMatchObject({ assignee: 'bob', firstAgent: 'ann', assignedAt: 2_000, assignments: 2, version: 3 })
  })

  it('know who holds what, who waits, and for whom something has changed', () => {
    const { traces, tell, trace } = traced()
    expect([...traces.waiting]).toEqual([trace])
    tell(2, 'ticket.offered', { agent: 'ann', team: 'lamps' })
    expect([...traces.heldBy('ann')]).toEqual([trace])
    expect([traces.waiting.size, trace.team, traces.takeOffered(), traces.takeOffered()]).toEqual([
      0,
      'lamps',
      [trace],
      [],
    ])
    tell(3, 'offer.declined', { agent: 'ann' })
    expect([[...traces.heldBy('ann')], traces.waiting.size, [...trace.passedBy]]).toEqual([[], 1, ['ann']])
    tell(4, 'ticket.assigned', assigned('bob'))
    expect([[...traces.heldBy('bob')], trace.passedBy.size]).toEqual([[trace], 0])
    expect(traces.takeChanged()).toEqual(['ann', 'bob'])
    tell(5, 'ticket.transitioned', { phase: 'solved' })
    expect([[...traces.heldBy('bob')], traces.open.size, traces.takeChanged()]).toEqual([[], 0, ['bob']])
    expect(trace).toMatchObject({ solvedAt: 5_000, solvedBy: 'bob' })
    tell(6, 'ticket.overridden', { phase: 'open' })
    expect(trace).toMatchObject({ solvedAt: null, solvedBy: null, assignee: 'bob' })
    tell(7, 'ticket.unassigned')
    expect([traces.waiting.size, traces.takeChanged()]).toEqual([1, ['bob']])
  })

  it('know whether it was said why nobody has a ticket, anew for each wait', () => {
    const { tell, trace } = traced()
    tell(2, 'routing.abstained')
    expect(trace.isExplained).toBe(true)
    tell(3, 'ticket.assigned', assigned('ann'))
    tell(4, 'ticket.unassigned')
    expect(trace.isExplained).toBe(false)
    tell(5, 'routing.abstained')
    tell(6, 'ticket.offered', { agent: 'ann', team: null })
    tell(7, 'offer.expired', { agent: 'ann' })
    expect(trace.isExplained).toBe(false)
  })

  it('judge assignments by presence and by what is met', () => {
    const { tell, trace } = traced()
    tell(2, 'ticket.assigned', assigned(null))
    expect(trace).toMatchObject({ assignments: 0, assignedAt: null })
    tell(3, 'ticket.assigned', assigned('unfit'))
    tell(4, 'ticket.assigned', assigned('away'))
    tell(5, 'ticket.assigned', assigned('ann'))
    expect(trace).toMatchObject({ firstAgent: 'unfit', firstAgentMet: false, assignments: 3, ineligible: 2 })
  })

  it('take the first public answer alone, and each breach of what is promised once', () => {
    const { tell, trace } = traced()
    tell(2, 'message.added', { visibility: 'public', byRequester: true })
    tell(3, 'message.added', { visibility: 'internal', byRequester: false })
    expect(trace.answeredAt).toBeNull()
    tell(4, 'message.added', { visibility: 'public', byRequester: false })
    tell(5, 'message.added', { visibility: 'public', byRequester: false })
    tell(6, 'sla.applied', { promise: null })
    expect(trace).toMatchObject({ answeredAt: 4_000, isPromised: false })
    tell(7, 'sla.applied', { promise: {} })
    tell(8, 'sla.breached', { target: 'resolution', former: true })
    expect(trace.breached.size).toBe(0)
    for (const seq of [9, 10]) tell(seq, 'sla.breached', { target: 'resolution', former: false })
    expect([trace.isPromised, [...trace.breached]]).toEqual([true, ['resolution']])
    tell(11, 'ticket.prioritized', { rank: 1 })
    expect(trace.rank).toBe(1)
  })
})
