import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLog } from '../../test/random-log.js'
import { AGENT, created, DECISION, eventRecord } from '../../test/records.js'
import type { ActorReference, Cycle, EventRecord, Phase, TicketFacts } from '../store/record-types.js'
import { replay } from './evolve.js'

const at = (seq: number) => eventRecord(seq, 'ticket.erased', {}).occurredAt
const ADMIN: ActorReference = { type: 'admin', id: 'root' }
const SYSTEM: ActorReference = { type: 'system', id: 'docket' }

type Happening = (seq: number, log: readonly EventRecord[]) => EventRecord

const says =
  (who: 'requester' | 'agent' | 'note', actor: ActorReference = AGENT): Happening =>
  (seq) =>
    eventRecord(
      seq,
      'message.added',
      {
        messageId: `m${seq}`,
        visibility: who === 'note' ? 'internal' : 'public',
        byRequester: who === 'requester',
        channel: 'web',
        attachments: [],
      },
      { actor: who === 'requester' ? { type: 'requester', id: 'c1' } : actor },
    )
const moves =
  (phase: Phase, actor: ActorReference = ADMIN): Happening =>
  (seq) => {
    const move = { event: 'e', from: 'a', to: 'b', effects: [], phase, paused: false, timeoutAt: null }
    return eventRecord(seq, 'ticket.transitioned', move, { actor })
  }
const assigned =
  (assignee: string | null, actor: ActorReference = ADMIN): Happening =>
  (seq, log) => {
    const previousAssignee = (log.findLast(({ type }) => type === 'ticket.assigned')?.data['assignee'] ?? null) as
      | string
      | null
    const data = { assignee, team: null, previousAssignee, previousTeam: null, decision: DECISION }
    return eventRecord(seq, 'ticket.assigned', data, { actor })
  }
const tagged =
  (actor: ActorReference): Happening =>
  (seq) =>
    eventRecord(seq, 'ticket.tagged', { added: [], removed: [] }, { actor })
const accepted: Happening = (seq) => eventRecord(seq, 'ticket.accepted', {})
const taken: Happening = (seq) =>
  eventRecord(seq, 'ticket.unassigned', { previousAssignee: 'a1', decision: DECISION }, { actor: ADMIN })

/** The facts after these things happened to a new ticket, the first of them as event 2. */
function after(...happenings: readonly Happening[]): TicketFacts {
  const log = [created()]
  for (const happening of happenings) log.push(happening(log.length + 1, log))
  const view = replay(log)
  if (view === null) throw new Error('nothing was folded')
  return view.facts
}

describe('acceptance', () => {
  const acceptance = (...happenings: readonly Happening[]) => after(...happenings).acceptance
  const waiting: Cycle = { number: 1, from: at(2), to: null }

  it('is awaited from the assignment until the agent accepts', () => {
    expect(acceptance()).toBeNull()
    expect(acceptance(assigned('a1'))).toEqual(waiting)
    expect(acceptance(assigned('a1'), accepted)).toEqual({ ...waiting, to: at(3) })
    expect(acceptance(assigned('a1'), accepted, accepted)).toEqual({ ...waiting, to: at(3) })
  })

  it('is given by anything that the agent does, and by nothing that others do', () => {
    for (const act of [says('agent'), says('note'), moves('waiting', AGENT), tagged(AGENT)]) {
      expect(acceptance(assigned('a1'), act)).toEqual({ ...waiting, to: at(3) })
    }
    for (const act of [says('requester'), says('note', ADMIN), says('agent', ADMIN), moves('waiting'), tagged(SYSTEM)])
      expect(acceptance(assigned('a1'), act)).toEqual(waiting)
  })

  it('needs no waiting where the agent took the ticket', () => {
    expect(acceptance(assigned('a1', AGENT))).toEqual({ ...waiting, to: at(2) })
  })

  it('begins anew with another agent, and with the same one only after it was taken away', () => {
    expect(acceptance(assigned('a1'), accepted, assigned('a2'))).toEqual({ number: 2, from: at(4), to: null })
    expect(acceptance(assigned('a1'), assigned('a1'))).toEqual(waiting)
    expect(acceptance(assigned('a1'), taken)).toBeNull()
    expect(acceptance(assigned('a1'), assigned(null))).toBeNull()
    expect(acceptance(assigned('a1'), taken, assigned('a2'))).toEqual({ number: 2, from: at(4), to: null })
  })

  it('is no longer awaited once the ticket is done, nor for one that is done already', () => {
    expect(acceptance(assigned('a1'), moves('solved'))).toEqual({ ...waiting, to: at(3) })
    expect(acceptance(assigned('a1'), moves('solved'), moves('open'))).toEqual({ ...waiting, to: at(3) })
    expect(acceptance(moves('terminal'), assigned('a1'))).toEqual({ number: 1, from: at(3), to: at(3) })
  })

  it('is not taken from the act of a requester whose id is that of the agent', () => {
    expect(acceptance(assigned('c1'), says('requester'))).toEqual(waiting)
  })
})

describe('the wait for an answer', () => {
  const answer = (...happenings: readonly Happening[]) => after(...happenings).answer

  it('begins after the first response, with the first message that nobody has answered', () => {
    expect(answer(says('requester'))).toBeNull()
    expect(answer(says('requester'), says('agent'))).toBeNull()
    const waiting = { number: 1, from: at(3), to: null }
    expect(answer(says('agent'), says('requester'))).toEqual(waiting)
    expect(answer(says('agent'), says('requester'), says('requester'), says('note'))).toEqual(waiting)
  })

  it('ends with an answer, whoever gives it, and begins again with the next message', () => {
    expect(answer(says('agent'), says('requester'), says('agent', ADMIN))).toEqual({
      number: 1,
      from: at(3),
      to: at(4),
    })
    expect(answer(says('agent'), says('requester'), says('agent'), says('agent'))).toMatchObject({ to: at(4) })
    expect(answer(says('agent'), says('requester'), says('agent'), says('requester'))).toEqual({
      number: 2,
      from: at(5),
      to: null,
    })
  })

  it('ends when the ticket is solved without one', () => {
    expect(answer(says('agent'), says('requester'), moves('solved'))).toEqual({ number: 1, from: at(3), to: at(4) })
  })

  // Chatwoot #10178: a "thank you" under a solved conversation set off the next-response clock.
  it('does not begin with a message to what is solved', () => {
    expect(answer(says('agent'), moves('solved'), says('requester'))).toBeNull()
    expect(answer(moves('solved'), says('requester'))).toBeNull()
  })

  it('begins with the reopening after such a message, and only while nobody has answered it', () => {
    const waiting = { number: 1, from: at(5), to: null }
    expect(answer(says('agent'), moves('solved'), says('requester'), moves('open'))).toEqual(waiting)
    expect(answer(says('agent'), moves('solved'), says('requester'), moves('terminal'), moves('open'))).toEqual({
      ...waiting,
      from: at(6),
    })
    expect(answer(says('agent'), moves('solved'), says('requester'), says('agent'), moves('open'))).toBeNull()
    expect(answer(says('agent'), moves('solved'), moves('open'))).toBeNull()
    // What was asked before it was solved, the solution has answered.
    expect(answer(says('agent'), says('requester'), moves('solved'), moves('open'))).toMatchObject({ to: at(4) })
  })

  it('begins for what was solved without a response, since the solution was one', () => {
    expect(answer(moves('solved'), moves('open'), says('requester'))).toEqual({ number: 1, from: at(4), to: null })
  })
})

describe('reopening', () => {
  it('is noted with its instant, the last one', () => {
    expect(after(moves('solved')).reopenedAt).toBeNull()
    const twice = [moves('solved'), moves('open'), moves('terminal'), moves('waiting')]
    expect(after(...twice.slice(0, 2))).toMatchObject({ reopenings: 1, reopenedAt: at(3) })
    expect(after(...twice)).toMatchObject({ reopenings: 2, reopenedAt: at(5) })
  })
})

describe('the last act of the desk', () => {
  const acted = (...happenings: readonly Happening[]) => after(...happenings).lastActedAt

  it('is whatever somebody at the desk did', () => {
    expect(acted()).toBeNull()
    for (const act of [says('note'), tagged(AGENT), assigned('a2'), moves('waiting')]) expect(acted(act)).toBe(at(2))
  })

  it('is nothing that the requester or the desk itself did', () => {
    const requester = { type: 'requester', id: 'c1' }
    const acts = [tagged(AGENT), says('requester'), tagged(SYSTEM), moves('solved', requester)]
    expect(acted(...acts)).toBe(at(2))
    // Also not where an agent writes down what the requester said.
    const byPhone: Happening = (seq, log) => ({ ...says('requester')(seq, log), actor: AGENT })
    expect(acted(byPhone)).toBeNull()
  })
})

it('in any log, a run ends no earlier than it begins, and the numbers of runs rise by one', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      let before: TicketFacts | null = null
      for (let length = 1; length <= log.length; length += 1) {
        const facts: TicketFacts | undefined = replay(log.slice(0, length))?.facts
        if (!facts) throw new Error('nothing was folded')
        for (const name of ['acceptance', 'answer'] as const) {
          const [now, then] = [facts[name], before?.[name] ?? null]
          if (now === null) continue
          if (now.to !== null) expect(now.to).toBeGreaterThanOrEqual(now.from)
          if (then === null) continue
          const rise = now.number - then.number
          expect([0, 1]).toContain(rise)
          if (rise === 0) expect(now.from).toBe(then.from)
        }
        before = facts
      }
    }),
  )
})
