import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLog } from '../../test/random-log.js'
import { created, DECISION, eventRecord } from '../../test/records.js'
import type { EventRecord, Phase, TicketFacts } from '../store/record-types.js'
import { replay } from './evolve.js'

const at = (seq: number) => eventRecord(seq, 'ticket.erased', {}).occurredAt
const facts = (log: readonly EventRecord[]): TicketFacts => {
  const view = replay(log)
  if (view === null) throw new Error('nothing was folded')
  return view.facts
}

/** A log that begins in the first phase and moves through the others; `*` marks a state that pauses the SLA clocks. */
function moves(...phases: readonly (Phase | `${Phase}*`)[]): EventRecord[] {
  return phases.map((given, index) => {
    const meaning = { phase: given.replace('*', '') as Phase, paused: given.endsWith('*'), timeoutAt: null }
    if (index === 0) return created(meaning)
    return eventRecord(index + 1, 'ticket.transitioned', { event: 'e', from: 'a', to: 'b', effects: [], ...meaning })
  })
}

function messages(...said: readonly ('requester' | 'agent' | 'note')[]): EventRecord[] {
  const spoken = said.map((who, index) =>
    eventRecord(index + 2, 'message.added', {
      messageId: `m${index}`,
      visibility: who === 'note' ? 'internal' : 'public',
      byRequester: who === 'requester',
      channel: 'web',
      attachments: [],
    }),
  )
  return [created(), ...spoken]
}

describe('messages', () => {
  it('are counted by who wrote them; notes are no messages', () => {
    expect(facts(messages('requester', 'note', 'agent', 'agent', 'requester', 'requester'))).toMatchObject({
      requesterMessages: 3,
      agentMessages: 2,
      notes: 1,
      lastRequesterMessageAt: at(7),
      lastAgentMessageAt: at(5),
    })
  })

  it('the first response is the first public one by somebody else, and stays it', () => {
    expect(facts(messages('requester', 'note')).firstResponseAt).toBeNull()
    expect(facts(messages('requester', 'note', 'agent', 'requester', 'agent')).firstResponseAt).toBe(at(4))
  })
})

describe('solving', () => {
  it('is when the ticket entered solved or terminal, and null while it is neither', () => {
    expect(facts(moves('open')).solvedAt).toBeNull()
    expect(facts(moves('open', 'waiting', 'solved'))).toMatchObject({ solvedAt: at(3), firstSolvedAt: at(3) })
    // Closing what is solved does not solve it again.
    expect(facts(moves('open', 'solved', 'terminal')).solvedAt).toBe(at(2))
    expect(facts(moves('open', 'solved*', 'terminal'))).toMatchObject({ solvedAt: at(2), firstSolvedAt: at(2) })
    expect(facts(moves('open', 'solved', 'open'))).toMatchObject({ solvedAt: null, firstSolvedAt: at(2) })
    expect(facts(moves('open', 'solved', 'open', 'terminal'))).toMatchObject({ solvedAt: at(4), firstSolvedAt: at(2) })
  })

  it('counts from the beginning for a ticket that is imported solved', () => {
    expect(facts(moves('solved'))).toMatchObject({ solvedAt: at(1), firstSolvedAt: at(1), reopenings: 0 })
  })

  it('a reopening is a move from solved or terminal to open or waiting', () => {
    const reopenings = (...phases: readonly Phase[]) => facts(moves(...phases)).reopenings
    expect(reopenings('open', 'waiting', 'open')).toBe(0)
    expect(reopenings('open', 'solved', 'terminal', 'solved')).toBe(0)
    expect(reopenings('open', 'solved', 'open', 'terminal', 'waiting')).toBe(2)
    expect(reopenings('terminal', 'open')).toBe(1)
  })
})

describe('pauses', () => {
  const pauses = (...phases: readonly (Phase | `${Phase}*`)[]) => facts(moves(...phases)).pauses

  it('are spans in paused states; two such states in a row are one span', () => {
    expect(pauses('open')).toEqual([])
    expect(pauses('open', 'waiting*')).toEqual([{ from: at(2), to: null }])
    expect(pauses('open', 'waiting*', 'open', 'waiting*', 'open*', 'solved')).toEqual([
      { from: at(2), to: at(3) },
      { from: at(4), to: at(6) },
    ])
    expect(pauses('waiting*', 'open')).toEqual([{ from: at(1), to: at(2) }])
  })

  it('never end before they began, whatever an import says', () => {
    const log = moves('open', 'waiting*', 'open').map((event) => ({ ...event, occurredAt: at(10 - event.seq) }))
    expect(facts(log).pauses).toEqual([{ from: at(8), to: at(8) }])
  })

  it('in any log, only the last may last, and it lasts while the state pauses', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const spans = facts(log).pauses
        expect(spans.slice(0, -1).every(({ from, to }) => to !== null && to >= from)).toBe(true)
        // What a merge ends stands still until it is taken back; one that was over before is not moved by either.
        const paused = log.flatMap(({ type, data }) => {
          if (type === 'ticket.merged') return data['from'] === null ? [] : [true]
          const { paused = null } = (type === 'ticket.unmerged' ? (data['back'] ?? {}) : data) as { paused?: boolean }
          return paused === null ? [] : [paused]
        })
        expect(spans.at(-1)?.to === null).toBe(paused.at(-1) === true)
      }),
    )
  })
})

describe('handovers', () => {
  const given = (...teams: readonly (string | null)[]): EventRecord[] => [
    created({ team: teams[0] ?? null }),
    ...teams.slice(1).map((team, index) => {
      const previous = { previousAssignee: null, previousTeam: teams[index] ?? null }
      return eventRecord(index + 2, 'ticket.assigned', { assignee: 'a1', team, ...previous, decision: DECISION })
    }),
  ]

  it('are changes from one known team to another', () => {
    expect(facts(given(null, 'first')).handovers).toBe(0)
    expect(facts(given('first', 'first')).handovers).toBe(0)
    expect(facts(given('first', null, 'second')).handovers).toBe(0)
    expect(facts(given('first', 'second', 'first')).handovers).toBe(2)
  })

  it('do not come from changing or losing the agent alone', () => {
    const log = given('first', 'first')
    const unassigned = eventRecord(3, 'ticket.unassigned', { previousAssignee: 'a1', decision: DECISION })
    const view = replay([...log, unassigned])
    expect(view).toMatchObject({ assignee: null, team: 'first', facts: { handovers: 0 } })
    expect(view?.decisions.assignment).toEqual(DECISION)
  })
})

it('are the same whether counted from the log or folded', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const said = log.filter(({ type }) => type === 'message.added').map(({ data }) => data)
      const isPublic = said.filter(({ visibility }) => visibility === 'public')
      expect(facts(log)).toMatchObject({
        notes: said.length - isPublic.length,
        requesterMessages: isPublic.filter(({ byRequester }) => byRequester === true).length,
        agentMessages: isPublic.filter(({ byRequester }) => byRequester === false).length,
      })
    }),
  )
})
