import type { TicketRecord } from '../store/record-types.js'
import { NO_FLOW } from '../ticket/evolve-flow.js'
import { NO_FACTS } from '../ticket/facts.js'

const START = Date.UTC(2025, 0, 1)

/**
 * A ticket as a store keeps it: complete, new, of version 1 and of the tenant `acme`, changed as given. For tests of
 * stores and policies; what a desk does to a ticket is tested with a desk.
 *
 * @param changes - what it shall have instead; instants are 2025-01-01T00:00:00Z if left out
 */
export function ticketRecord(changes: Partial<TicketRecord> = {}): TicketRecord {
  return {
    tenant: 'acme',
    id: 't1',
    version: 1,
    workflow: 'support',
    workflowVersion: 1,
    state: 'new',
    stateVersion: 1,
    stateSince: START,
    timeoutAt: null,
    phase: 'open',
    requester: { id: 'c1' },
    channel: 'web',
    category: null,
    priority: 'normal',
    priorityRank: 3,
    team: null,
    assignee: null,
    offer: null,
    passedBy: [],
    weight: 1,
    inputs: {},
    tags: [],
    watchers: [],
    links: [],
    fields: {},
    revisions: { subject: 1 },
    external: null,
    importedUpTo: null,
    createdAt: START,
    updatedAt: START,
    facts: { ...NO_FACTS, pauses: [] },
    sla: null,
    flow: NO_FLOW,
    decisions: { priority: null, assignment: null },
    subject: 'It hums',
    personal: {},
    dueAt: null,
    ...changes,
  }
}
