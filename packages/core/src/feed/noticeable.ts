import type { EventRecord, TicketRecord } from '../store/record-types.js'
import type { TicketEventType } from '../ticket/event-types.js'

/** As what somebody sees an event who does not work at the desk; null for what is the desk's own. */
const OUTSIDE: Readonly<Record<TicketEventType, TicketEventType | null>> = {
  'ticket.created': 'ticket.created',
  'ticket.prioritized': 'ticket.prioritized',
  'ticket.transitioned': 'ticket.transitioned',
  // Whether the workflow or a person moved it, only the desk can tell.
  'ticket.overridden': 'ticket.transitioned',
  'ticket.assigned': 'ticket.assigned',
  'ticket.unassigned': 'ticket.unassigned',
  'ticket.offered': null,
  'offer.declined': null,
  'offer.expired': null,
  'offer.withdrawn': null,
  'ticket.accepted': null,
  'ticket.updated': 'ticket.updated',
  'ticket.categorized': 'ticket.categorized',
  'ticket.tagged': null,
  'ticket.watched': null,
  'ticket.unwatched': null,
  'ticket.linked': null,
  'ticket.unlinked': null,
  'ticket.erased': 'ticket.erased',
  'message.added': 'message.added',
  'attachment.added': 'attachment.added',
  'sla.applied': 'sla.applied',
  // By whose duplicate it is due sooner, only the desk can tell.
  'sla.inherited': 'sla.applied',
  'sla.met': null,
  'sla.breached': null,
  'sla.completed': null,
  'sla.escalated': null,
  'routing.abstained': null,
  'inputs.received': null,
  'inputs.missing': null,
  'import.refused': null,
  'import.passed': null,
  'stage.begun': 'stage.begun',
  'stage.ended': 'stage.ended',
  'coordinator.changed': null,
  'item.checked': null,
  'item.confirmed': null,
  'item.unchecked': null,
  'approval.asked': null,
  'approval.given': null,
  'approval.refused': null,
  'approval.delegated': null,
  'approval.withdrawn': null,
  'approval.expired': null,
  'approval.voided': null,
  'callback.recorded': null,
  'ticket.rated': 'ticket.rated',
  'ticket.nudged': 'ticket.nudged',
  'ticket.snoozed': null,
  'ticket.woken': null,
  'ticket.archived': 'ticket.archived',
  'ticket.unarchived': 'ticket.unarchived',
  'ticket.migrated': 'ticket.migrated',
  'request.asked': null,
  'request.answered': null,
  'request.withdrawn': null,
  'request.overdue': null,
  'ticket.merged': 'ticket.merged',
  'ticket.absorbed': 'ticket.absorbed',
  'ticket.unmerged': 'ticket.unmerged',
  'ticket.released': 'ticket.released',
  // The ticket that it began is told of by itself; here the messages stay.
  'ticket.split': null,
  'ticket.splitOff': 'ticket.splitOff',
  'deadLetter.retried': null,
  'rules.evaluated': null,
  'rules.stopped': null,
}

/** What shows in the history alone. */
const HISTORY: ReadonlySet<string> = new Set<TicketEventType>([
  'inputs.missing',
  'routing.abstained',
  'import.refused',
  'import.passed',
  'rules.evaluated',
  'rules.stopped',
])

/** What must be known besides an event to say who can notice it. */
export interface Beside {
  /** Whether there is such a message, and those outside see it. */
  readonly isPublic: (messageId: string) => boolean
  /** Null where there is no such ticket. */
  readonly ticketOf: (ticketId: string) => Pick<TicketRecord, 'requester'> | null
}

/** The messages and tickets that must be known besides an event to say who can notice it. */
export function namedBeside({ type, data }: EventRecord): { readonly message?: string; readonly ticket?: string } {
  const { messageId, ticketId } = data
  if (type === 'attachment.added' && typeof messageId === 'string') return { message: messageId }
  const names = type === 'ticket.absorbed' || type === 'ticket.released'
  return names && typeof ticketId === 'string' ? { ticket: ticketId } : {}
}

/** The targets whose times a requester is shown. */
const EXPECTED = ['firstResponse', 'nextResponse', 'resolution']

/** The type of an event as somebody can notice it who does not work at the desk; null for what they cannot. */
export function noticedOutside(event: EventRecord, beside: Beside): string | null {
  const { type } = event
  const as = Object.hasOwn(OUTSIDE, type) ? (OUTSIDE[type as TicketEventType] ?? null) : null
  return as !== null && showsOutside(event, beside) ? as : null
}

function showsOutside(event: EventRecord, { isPublic, ticketOf }: Beside): boolean {
  const { type, data, ticketId } = event
  const { message, ticket } = namedBeside(event)
  switch (type) {
    case 'message.added':
      return data['visibility'] === 'public'
    case 'attachment.added':
      return message !== undefined && isPublic(message)
    case 'ticket.absorbed':
    case 'ticket.released': {
      // Whose thread shows the other's messages: that somebody else wrote of the same is nothing for a requester.
      const other = ticket === undefined ? null : ticketOf(ticket)
      return other !== null && other.requester.id === ticketOf(ticketId)?.requester.id
    }
    case 'sla.applied': {
      const { promise } = data as { readonly promise?: { readonly calendars?: object } | null }
      return !promise || EXPECTED.some((target) => Object.hasOwn(promise.calendars ?? {}, target))
    }
    default:
      return true
  }
}

/** The type of an event as somebody can notice it who reads what is internal, but not the history. */
export function noticedInside({ type }: EventRecord): string | null {
  return HISTORY.has(type) ? null : type
}
