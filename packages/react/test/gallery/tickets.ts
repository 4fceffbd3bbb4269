import type { TicketOnWire } from '../../src/desk/desk-types.js'

const MINUTE = 60_000

/** Instants by how many minutes they are away from now. */
export const at = (minutes: number): string => new Date(Date.now() + minutes * MINUTE).toISOString()

/** A ticket of a small electronics shop, in progress. */
export function ticket(id: string, subject: string, more: Partial<TicketOnWire> = {}): TicketOnWire {
  return {
    id,
    version: 7,
    workflow: 'support',
    workflowVersion: 2,
    state: 'open',
    stateSince: at(-190),
    phase: 'open',
    subject,
    requester: { id: 'c1' },
    channel: 'web',
    category: null,
    priority: 'normal',
    team: 'repairs',
    assignee: 'a1',
    offer: null,
    pinned: false,
    inputs: {},
    tags: [],
    watchers: [],
    links: [],
    fields: {},
    external: null,
    createdAt: at(-190),
    updatedAt: at(-25),
    firstResponseAt: at(-150),
    solvedAt: null,
    reopenings: 0,
    sla: null,
    expected: { answer: null, solution: { at: at(95), reason: { code: 'promised' } } },
    stage: null,
    rating: null,
    nudges: 0,
    nudgeAgainAt: null,
    mergedInto: null,
    absorbed: [],
    splitFrom: null,
    splitInto: [],
    coordinator: null,
    checks: [],
    approvals: [],
    requests: [],
    snoozedUntil: null,
    archivedAt: null,
    callBacks: null,
    ...more,
  } as unknown as TicketOnWire
}

/** A message of a ticket. */
export function message(
  id: string,
  by: 'requester' | 'agent',
  minutes: number,
  body: string,
  files: readonly string[] = [],
) {
  return {
    id,
    ticketId: 't1',
    seq: 1,
    visibility: 'public',
    author: { type: by, id: by === 'agent' ? 'a1' : 'c1' },
    body,
    channel: 'web',
    external: null,
    createdAt: at(minutes),
    attachments: files.map((name) => ({
      id: `f-${name}`,
      name,
      type: 'image/jpeg',
      size: 240_000,
      sha256: '',
      ticketId: 't1',
      messageId: id,
      createdAt: at(minutes),
    })),
  }
}
