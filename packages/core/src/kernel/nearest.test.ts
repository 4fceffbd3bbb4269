import { expect, it } from 'vitest'
import { nearest } from './nearest.js'

it('finds the names that look most like another, whatever that is', () => {
  const known = ['ticket.created', 'ticket.tagged', 'message.added', 'sla.breached']
  expect(nearest('ticket.tag', known, 2)).toEqual(['ticket.tagged', 'ticket.created'])
  expect(nearest('SLA.Breach', known, 1)).toEqual(['sla.breached'])
  expect(nearest('', known, 2)).toEqual(['ticket.created', 'ticket.tagged'])
  expect(nearest('x', [], 2)).toEqual([])
})
