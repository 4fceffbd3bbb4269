import type { ActorReference, TicketFlow, TicketRecord } from '../store/record-types.js'
import { type OpenRequest, openRequests } from '../workflow/open-requests.js'

/** The stage that a ticket is in. */
export interface TicketStage {
  /** The workflow's state that is the stage. */
  readonly name: string
  /** Counts the ticket's stages, from 1. */
  readonly number: number
  /** The team that owns it. */
  readonly owner: string
  readonly since: Date
}

/** An item of the stage's checklist that was checked. */
export interface TicketCheck {
  readonly item: string
  readonly by: ActorReference
  readonly at: Date
  /** The file that proves it. */
  readonly attachmentId: string | null
  /** The second person. */
  readonly confirmedBy: ActorReference | null
}

/** How an approval of a ticket stands. */
export interface TicketApproval {
  readonly approval: string
  readonly state: 'open' | 'approved' | 'refused' | 'expired' | 'withdrawn' | 'voided'
  /** Why it counts no more, as a code of `approval.voided`; null unless it is `voided`. */
  readonly voided: string | null
  /** The number of the stage in which it was asked for, where alone it counts; null outside of stages. */
  readonly stage: number | null
  /** The custom fields that are approved: once one changes, it is void. */
  readonly of: readonly string[]
  /** How often it has been asked for. */
  readonly round: number
  readonly askedBy: ActorReference
  readonly askedAt: Date
  readonly until: Date | null
  /** The agents who are asked. */
  readonly approvers: readonly string[]
  /** So many must approve. */
  readonly needed: number
  readonly approvedBy: readonly string[]
  readonly refusedBy: readonly string[]
}

/** A question to another team or agent that is not answered yet. */
export interface TicketRequest {
  readonly id: string
  readonly team: string | null
  readonly agent: string | null
  readonly askedBy: ActorReference
  readonly askedAt: Date
  readonly dueAt: Date | null
  /** The note that holds the question. */
  readonly messageId: string
  readonly overdue: boolean
}

/** Where a ticket stands on its way besides its state. */
export interface TicketProgress {
  /** Null while it is in no stage. */
  readonly stage: TicketStage | null
  /** What the requester found, 1 (bad) to 5; null until then. */
  readonly rating: { readonly score: number; readonly at: Date } | null
  /** How often the requester has urged. */
  readonly nudges: number
  /** The ticket in which it goes on, after a merge. */
  readonly mergedInto: string | null
  /** The tickets that were merged into it, directly or through others; shown to the desk. */
  readonly absorbed: readonly string[]
  /** The ticket with messages of which it began. */
  readonly splitFrom: string | null
  /** The tickets in which some of its messages go on; shown to the desk. */
  readonly splitInto: readonly string[]
  /** Who answers for the whole. */
  readonly coordinator: string | null
  /** Of the present stage's checklist. */
  readonly checks: readonly TicketCheck[]
  readonly approvals: readonly TicketApproval[]
  /** Open questions to others. */
  readonly requests: readonly TicketRequest[]
  readonly snoozedUntil: Date | null
  /** Since when it is out of the lists; null for a ticket that is not archived. */
  readonly archivedAt: Date | null
  /** Attempts to reach the requester for a confirmation since the ticket was last solved; null for none. */
  readonly callBacks: { readonly attempts: number; readonly lastAt: Date } | null
}

/** Where a ticket stands, as somebody may see it who works at the desk (`internal`), or who does not. */
export function presentFlow({ flow }: Pick<TicketRecord, 'flow'>, internal: boolean): TicketProgress {
  const { stage, rating, nudges, mergedInto = null, coordinator = null, snoozedUntil, archivedAt, callBacks } = flow
  return {
    stage: stage?.to === null && mergedInto === null ? stageOf(stage) : null,
    rating: rating ? { score: rating.score, at: new Date(rating.at) } : null,
    nudges: nudges?.count ?? 0,
    mergedInto,
    absorbed: internal ? (flow.absorbed ?? []) : [],
    splitFrom: flow.splitFrom?.ticketId ?? null,
    splitInto: internal ? [...new Set(Object.values(flow.splitInto ?? {}))] : [],
    coordinator: internal ? coordinator : null,
    checks: internal ? checksOf(flow) : [],
    approvals: internal ? approvalsOf(flow) : [],
    requests: internal ? openRequests(flow).map(presentRequest) : [],
    snoozedUntil: internal && snoozedUntil !== undefined ? new Date(snoozedUntil) : null,
    archivedAt: archivedAt === undefined ? null : new Date(archivedAt),
    callBacks: internal && callBacks ? { attempts: callBacks.attempts, lastAt: new Date(callBacks.lastAt) } : null,
  }
}

function stageOf({ name, number, owner, since }: NonNullable<TicketFlow['stage']>): TicketStage {
  return { name, number, owner, since: new Date(since) }
}

function checksOf({ checks = {} }: TicketFlow): TicketCheck[] {
  return Object.entries(checks).map(([item, { by, at, attachmentId = null, confirmedBy = null }]) => {
    return { item, by, at: new Date(at), attachmentId, confirmedBy }
  })
}

function approvalsOf({ approvals = {} }: TicketFlow): TicketApproval[] {
  return Object.entries(approvals).map(([approval, { askedAt, until, ...known }]) => {
    const { voided = null, stage = null, of = [], delegatedBy: _, ...rest } = known
    const instants = { askedAt: new Date(askedAt), until: until === null ? null : new Date(until) }
    return { approval, ...rest, voided, stage, of, ...instants }
  })
}

/** An open request as reads give it. */
export function presentRequest({ askedAt, dueAt, ...rest }: OpenRequest): TicketRequest {
  return { ...rest, askedAt: new Date(askedAt), dueAt: dueAt === null ? null : new Date(dueAt) }
}
