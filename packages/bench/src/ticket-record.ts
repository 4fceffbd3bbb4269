import type { TicketRecord } from '@docket/core/store'
import { ticketRecord as plainTicket } from '@docket/core/testing'

const START = Date.UTC(2026, 0, 5, 8)

/** An id as a desk makes them: a text of 36 characters. */
export function ticketId(number: number): string {
  return `019b8c2e-7c1a-7000-8000-${String(number).padStart(12, '0')}`
}

/** A ticket as a young help desk has it: complete, with a few fields and tags of its own. */
export function ticketRecord(number: number): TicketRecord {
  const at = START + number * 1_000
  const { facts } = plainTicket()
  return plainTicket({
    id: ticketId(number),
    workflow: 'incident',
    stateSince: at,
    requester: { id: `customer-${number % 5_000}`, locale: 'en' },
    team: 'first-line',
    tags: ['lamps'],
    fields: { product: 'lamp', order: `order-${number}`, amount: number % 97, affected: 'one' },
    createdAt: at,
    updatedAt: at,
    facts: { ...facts, requesterMessages: 1, agentMessages: 1, lastRequesterMessageAt: at, lastActedAt: at },
    subject: `The lamp of order ${number} hums at night`,
  })
}
