import { expect, it } from 'vitest'
import { created, eventRecord } from '../../test/records.js'
import { seededRandom } from '../kernel/seeded-random.js'
import type { EventRecord } from '../store/record-types.js'
import { replay } from './evolve.js'

const stateAfter = (events: readonly EventRecord[]) => replay(events)?.flow.approvals?.['pay']
const asked = (approvers: readonly string[], needed: number) =>
  eventRecord(2, 'approval.asked', { approval: 'pay', round: 1, approvers, needed, until: null })
const answer = (seq: number, type: 'approval.given' | 'approval.refused', approver: string) =>
  eventRecord(seq, type, { approval: 'pay', approver, messageId: null })

it('decides as soon as enough have approved or not enough are left, and never again: 500 random courses', () => {
  const seed = 20_300_304
  const random = seededRandom(seed)
  for (let round = 0; round < 500; round += 1) {
    const approvers = Array.from({ length: 1 + Math.floor(random.next() * 6) }, (_, index) => `a${index}`)
    const needed = 1 + Math.floor(random.next() * approvers.length)
    const events: EventRecord[] = [created(), asked(approvers, needed)]
    let [yes, no] = [0, 0]
    for (const approver of approvers) {
      const approves = random.next() < 0.5
      events.push(answer(events.length + 1, approves ? 'approval.given' : 'approval.refused', approver))
      if (approves) yes += 1
      else no += 1
      const expected = yes >= needed ? 'approved' : approvers.length - no < needed ? 'refused' : 'open'
      expect(stateAfter(events)?.state, `seed ${seed}, round ${round}`).toBe(expected)
      if (expected !== 'open') break
    }
    expect(stateAfter(events)?.state).not.toBe('open')
  }
})

it('knows no approval that was not asked for', () => {
  expect(replay([created(), answer(2, 'approval.given', 'a')])?.flow.approvals ?? {}).toEqual({})
})
