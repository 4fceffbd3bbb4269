import type { EventRecord } from '../store/record-types.js'
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
  'attachment.added': null,
  'sla.applied': null,
  'sla.inherited': null,
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
  'ticket.absorbed': null,
  'ticket.unmerged': 'ticket.unmerged',
  'ticket.released': null,
  'ticket.split': 'ticket.split',
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

/** The type of an event as somebody can notice it who does not work at the desk; null for what they cannot. */
export function noticedOutside({ type, data }: EventRecord): string | null {
  if (type === 'message.added' && data['visibility'] !== 'public') return null
  return Object.hasOwn(OUTSIDE, type) ? (OUTSIDE[type as TicketEventType] ?? null) : null
}

/** The type of an event as somebody can notice it who reads what is internal, but not the history. */
export function noticedInside({ type }: EventRecord): string | null {
  return HISTORY.has(type) ? null : type
}
