import type { TicketRecord } from '@docket/core/store'

const START = Date.UTC(2026, 0, 5, 8)

/** An id as a desk makes them: a text of 36 characters. */
export function ticketId(number: number): string {
  return `019b8c2e-7c1a-7000-8000-${String(number).padStart(12, '0')}`
}

/** A ticket as a young help desk has it: complete, with a few fields and tags of its own. */
export function ticketRecord(number: number): TicketRecord {
  const at = START + number * 1_000
  return {
    tenant: 'acme',
    id: ticketId(number),
    version: 1,
    workflow: 'incident',
    workflowVersion: 1,
    state: 'new',
    stateVersion: 1,
    stateSince: at,
    timeoutAt: null,
    phase: 'open',
    requester: { id: `customer-${number % 5_000}`, locale: 'en' },
    channel: 'web',
    category: null,
    priority: 'normal',
    priorityRank: 3,
    team: 'first-line',
    assignee: null,
    tags: ['lamps'],
    watchers: [],
    links: [],
    fields: { product: 'lamp', order: `order-${number}`, amount: number % 97, affected: 'one' },
    revisions: { subject: 1 },
    external: null,
    importedUpTo: null,
    createdAt: at,
    updatedAt: at,
    facts: {
      requesterMessages: 1,
      agentMessages: 1,
      notes: 0,
      firstResponseAt: null,
      lastRequesterMessageAt: at,
      lastAgentMessageAt: null,
      firstSolvedAt: null,
      solvedAt: null,
      reopenings: 0,
      reopenedAt: null,
      assignments: 0,
      acceptance: null,
      answer: null,
      lastActedAt: at,
      handovers: 0,
      pauses: [],
    },
    sla: null,
    decisions: { priority: null, assignment: null },
    subject: `The lamp of order ${number} hums at night`,
    personal: {},
    dueAt: null,
  }
}
