import { describe, expect, test } from 'vitest'
import { at, message } from '../../test/gallery/tickets.js'
import { type Change, timeline, urgedAgent } from './timeline.js'

const line = (seq: number, minutes: number, of: object) => ({ seq, at: at(minutes), ...of }) as Change
const said = (changes: readonly Change[], messages: readonly object[] = []) =>
  timeline(messages as never, changes).map((item) => ('change' in item ? item.change.type : item.message.id))

describe('changes between messages', () => {
  test('stand by their time, then by their number, and what is on its way comes last', () => {
    const began = at(-60)
    const written = { pending: true, id: 'p', ticketId: 't1', attachmentIds: [], error: null }
    const m1 = { ...message('m1', 'requester', -60, 'a'), seq: 2, createdAt: began }
    const changes = [
      { ...line(1, 0, { type: 'created', state: 'open' }), at: began },
      line(5, -20, { type: 'state', from: 'open', to: 'solved', phase: 'solved' }),
    ]
    const items = said(changes, [m1, message('m2', 'agent', -30, 'b'), written])
    expect(items).toEqual(['m1', 'm2', 'state', 'p'])
  })

  test('do not say again what a message or a state says', () => {
    const began = at(-60)
    const created = { ...line(1, 0, { type: 'created', state: 'open' }), at: began }
    const waits = line(6, -20, { type: 'state', from: 'open', to: 'waiting', phase: 'waiting' })
    const none = line(6, -20, { type: 'expected', of: 'solution', from: at(60), to: null, why: 'paused' })
    const m1 = { ...message('m1', 'requester', -60, 'a'), createdAt: began }
    expect(said([created, waits, none], [m1])).toEqual(['m1', 'state'])
    expect(said([created])).toEqual(['created'])
  })

  test('are said once: a stage that is a state, and the answer’s time where the solution’s moves too', () => {
    const [then, later] = [at(-20), at(-10)]
    const on = (when: string, seq: number, of: object) => ({ ...line(seq, 0, of), at: when })
    const moved = (of: string) => ({ type: 'expected', of, from: then, to: later, why: 'priority' })
    expect(
      said([
        on(then, 1, { type: 'stage', name: 'received', number: 1 }),
        on(then, 2, { type: 'state', from: 'received', to: 'repair', phase: 'open' }),
        on(then, 3, { type: 'stage', name: 'repair', number: 2 }),
        on(then, 4, moved('answer')),
        on(then, 4, moved('solution')),
        on(later, 5, moved('answer')),
        on(later, 6, { type: 'stage', name: 'repair', number: 3 }),
      ]),
    ).toEqual(['state', 'expected', 'expected', 'stage'])
  })

  test('rate once, also with what was said to it', () => {
    const rated = (seq: number, score: number) => line(seq, seq, { type: 'rated', score })
    expect(timeline([], [rated(1, 2), rated(2, 2), rated(3, 4), rated(4, 2)])).toHaveLength(3)
  })

  test('say who had it when its requester urged last', () => {
    const assigned = (seq: number, agent: string | null) => line(seq, seq, { type: 'assigned', agent })
    const nudged = (seq: number) => line(seq, seq, { type: 'nudged', number: 1 })
    expect(urgedAgent([assigned(1, 'a1'), nudged(2), assigned(3, 'a2')])).toBe('a1')
    expect(urgedAgent([assigned(1, 'a1'), nudged(2), assigned(3, null), nudged(4)])).toBeNull()
    expect(urgedAgent([nudged(1), assigned(2, 'a2')])).toBeNull()
    expect(urgedAgent([assigned(1, 'a1')])).toBeUndefined()
  })
})
