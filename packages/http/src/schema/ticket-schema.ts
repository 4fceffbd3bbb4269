import * as z from 'zod'
import { actor, data, definition, external, reason, time, when } from './values.js'

const target = z.enum(['acceptance', 'firstResponse', 'nextResponse', 'stage', 'resolution'])

const light = z
  .strictObject({
    target,
    cycle: z.int(),
    light: z.enum(['green', 'amber', 'red', 'paused', 'met', 'breached']),
    startedAt: time,
    endedAt: when,
    dueAt: when,
    seconds: z.number(),
    secondsLeft: z.number(),
    changesAt: when,
    calendar: definition.nullable(),
  })
  .meta({ id: 'TargetLight' })

/** What was promised, and how each target stands. */
export const promiseSchema = z
  .strictObject({ policy: definition, targets: z.array(light) })
  .meta({ id: 'TicketPromise' })

const expectedDate = z.strictObject({ at: when, atRisk: z.boolean(), reason }).nullable()

const approval = z
  .strictObject({
    approval: z.string(),
    state: z.enum(['open', 'approved', 'refused', 'expired', 'withdrawn', 'voided']),
    voided: z.string().nullable(),
    stage: z.int().nullable(),
    of: z.array(z.string()),
    round: z.int(),
    askedBy: actor,
    askedAt: time,
    until: when,
    approvers: z.array(z.string()),
    needed: z.int(),
    approvedBy: z.array(z.string()),
    refusedBy: z.array(z.string()),
  })
  .meta({ id: 'TicketApproval' })

/** A question to another team or agent that is not answered yet. */
export const requestSchema = z
  .strictObject({
    id: z.string(),
    team: z.string().nullable(),
    agent: z.string().nullable(),
    askedBy: actor,
    askedAt: time,
    dueAt: when,
    messageId: z.string(),
    overdue: z.boolean(),
  })
  .meta({ id: 'TicketRequest' })

const check = z.strictObject({
  item: z.string(),
  by: actor,
  at: time,
  attachmentId: z.string().nullable(),
  confirmedBy: actor.nullable(),
})

const progress = {
  stage: z.strictObject({ name: z.string(), number: z.int(), owner: z.string(), since: time }).nullable(),
  rating: z.strictObject({ score: z.int(), at: time }).nullable(),
  nudges: z.int(),
  mergedInto: z.string().nullable(),
  absorbed: z.array(z.string()),
  splitFrom: z.string().nullable(),
  splitInto: z.array(z.string()),
  coordinator: z.string().nullable(),
  checks: z.array(check),
  approvals: z.array(approval),
  requests: z.array(requestSchema),
  snoozedUntil: when,
  archivedAt: when,
  callBacks: z.strictObject({ attempts: z.int(), lastAt: time }).nullable(),
}

/** A ticket, as whoever asks may see it. */
export const ticketSchema = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    workflow: z.string(),
    workflowVersion: z.int(),
    state: z.string(),
    stateSince: time,
    phase: z.enum(['open', 'waiting', 'solved', 'terminal']),
    subject: z.string().nullable(),
    requester: z.strictObject({
      id: z.string(),
      tier: z.string().exactOptional(),
      locale: z.string().exactOptional(),
    }),
    channel: z.string(),
    category: z.string().nullable(),
    priority: z.string(),
    team: z.string().nullable(),
    assignee: z.string().nullable(),
    offer: z.strictObject({ agent: z.string(), until: time }).nullable(),
    pinned: z.boolean(),
    inputs: z.record(z.string(), z.number()),
    tags: z.array(z.string()),
    watchers: z.array(z.string()),
    links: z.array(z.strictObject({ ticketId: z.string(), kind: z.string() })),
    fields: data,
    external: external.nullable(),
    createdAt: time,
    updatedAt: time,
    firstResponseAt: when,
    solvedAt: when,
    reopenings: z.int(),
    sla: promiseSchema.nullable(),
    expected: z.strictObject({ answer: expectedDate, solution: expectedDate }),
    nudgeAgainAt: when,
    ...progress,
  })
  .meta({ id: 'Ticket' })

/** A file's record. */
export const attachmentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    type: z.string(),
    size: z.int(),
    sha256: z.string(),
    ticketId: z.string().nullable(),
    messageId: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'Attachment' })

/** A message or note. */
export const messageSchema = z
  .strictObject({
    id: z.string(),
    ticketId: z.string(),
    seq: z.int(),
    visibility: z.enum(['public', 'internal']),
    author: actor,
    body: z.string().nullable(),
    channel: z.string(),
    external: external.nullable(),
    createdAt: time,
    attachments: z.array(attachmentSchema),
  })
  .meta({ id: 'Message' })

export { target }
