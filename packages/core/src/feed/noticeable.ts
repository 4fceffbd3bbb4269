import type { EventRecord } from '../store/record-types.js'
import type { TicketEventType } from '../ticket/event-types.js'

/** What happens to a ticket that somebody can see who does not work at the desk, and as what. All else is the desk's own. */
const OUTSIDE: { readonly [_ in TicketEventType]?: TicketEventType } = {
  'ticket.created': 'ticket.created',
  'ticket.prioritized': 'ticket.prioritized',
  'ticket.transitioned': 'ticket.transitioned',
  // Whether the workflow or a person moved it, only the desk can tell.
  'ticket.overridden': 'ticket.transitioned',
  'ticket.assigned': 'ticket.assigned',
  'ticket.unassigned': 'ticket.unassigned',
  'ticket.updated': 'ticket.updated',
  'ticket.categorized': 'ticket.categorized',
  'ticket.erased': 'ticket.erased',
  'message.added': 'message.added',
  'stage.begun': 'stage.begun',
  'stage.ended': 'stage.ended',
  'ticket.rated': 'ticket.rated',
  'ticket.nudged': 'ticket.nudged',
  'ticket.archived': 'ticket.archived',
  'ticket.unarchived': 'ticket.unarchived',
  'ticket.migrated': 'ticket.migrated',
  'ticket.merged': 'ticket.merged',
  'ticket.unmerged': 'ticket.unmerged',
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
