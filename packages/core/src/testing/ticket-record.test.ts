import { expect, it } from 'vitest'
import { ticketRecord } from './ticket-record.js'

it('gives a ticket of one’s own, changed as asked', () => {
  const changed = ticketRecord({ id: 't2', dueAt: 5 })
  expect(changed).toEqual({ ...ticketRecord(), id: 't2', dueAt: 5 })
  const [one, other] = [ticketRecord(), ticketRecord()]
  expect(one).not.toBe(other)
  expect(one.facts.pauses).not.toBe(other.facts.pauses)
  expect(one.passedBy).not.toBe(other.passedBy)
})
