import { expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import type { RequestState } from '../store/record-types.js'
import { openRequest, openRequests } from './open-requests.js'
import { missingOf } from './requirements.js'

const asked = (askedAt: number, to: Partial<RequestState> = { team: 'parts' }): RequestState => {
  const askedBy = { type: 'agent', id: 'a1' }
  return { team: null, agent: null, askedBy, askedAt, dueAt: null, messageId: 'm', overdue: false, ...to }
}
const requests = { c: asked(1), b: asked(1, { agent: 'a2' }), a: asked(2) }

it('are in the order in which they were asked, whatever order a store gives them in', () => {
  expect(openRequests({ requests }).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  expect(openRequests({})).toEqual([])
})

it('are found by their own ids alone', () => {
  expect(openRequest({ requests }, 'b')).toBe(requests.b)
  for (const id of ['x', '__proto__', 'constructor']) expect(openRequest({ requests }, id)).toBeUndefined()
  expect(openRequest({}, 'b')).toBeUndefined()
})

it('are each missing where a transition requires answers', () => {
  const ticket = ticketRecord({ flow: { requests } })
  expect(missingOf(['requests'], [], { ticket })).toEqual([
    { code: 'request-open', request: 'b', team: null, agent: 'a2' },
    { code: 'request-open', request: 'c', team: 'parts', agent: null },
    { code: 'request-open', request: 'a', team: 'parts', agent: null },
  ])
  expect(missingOf(['requests'], [], { ticket: ticketRecord() })).toEqual([])
})
