import type { TicketEvent, TicketEventType } from '../ticket/event-types.js'
import type { ExpectedMoved, TimelineChange } from './timeline-types.js'

/** A `line` is shown by itself; a reason only where an expected time moved by it; null is the desk's own. */
type Shown = { readonly line: boolean; readonly moves: ExpectedMoved | null }

const OWN: Shown = { line: false, moves: null }
const LINE: Shown = { line: true, moves: null }
const moves = (why: ExpectedMoved): Shown => ({ line: false, moves: why })

/** What each event is to a requester. A new type does not compile until it stands here. */
const SHOWN: Readonly<Record<TicketEventType, Shown>> = {
  'ticket.created': LINE,
  'ticket.prioritized': moves('priority'),
  'ticket.transitioned': { line: true, moves: 'state' },
  // Whether the workflow or a person moved it, only the desk can tell.
  'ticket.overridden': { line: true, moves: 'state' },
  'ticket.assigned': { line: true, moves: 'team' },
  'ticket.unassigned': LINE,
  'ticket.offered': OWN,
  'offer.declined': OWN,
  'offer.expired': OWN,
  'offer.withdrawn': OWN,
  'ticket.accepted': OWN,
  'ticket.updated': moves('details'),
  'ticket.categorized': moves('category'),
  'ticket.tagged': OWN,
  'ticket.watched': OWN,
  'ticket.unwatched': OWN,
  'ticket.linked': OWN,
  'ticket.unlinked': OWN,
  'ticket.erased': OWN,
  // Messages and files are in the thread.
  'message.added': OWN,
  'attachment.added': OWN,
  'sla.applied': OWN,
  // By whose duplicate it is due sooner, only the desk can tell.
  'sla.inherited': OWN,
  'sla.met': OWN,
  'sla.breached': OWN,
  'sla.completed': OWN,
  'sla.escalated': OWN,
  'routing.abstained': OWN,
  'inputs.received': OWN,
  'inputs.missing': OWN,
  'import.refused': OWN,
  'import.passed': OWN,
  'stage.begun': { line: true, moves: 'stage' },
  'stage.ended': OWN,
  'coordinator.changed': OWN,
  'item.checked': OWN,
  'item.confirmed': OWN,
  'item.unchecked': OWN,
  'approval.asked': OWN,
  'approval.given': OWN,
  'approval.refused': OWN,
  'approval.delegated': OWN,
  'approval.withdrawn': OWN,
  'approval.expired': OWN,
  'approval.voided': OWN,
  'callback.recorded': OWN,
  'ticket.rated': LINE,
  'ticket.nudged': LINE,
  'ticket.snoozed': OWN,
  'ticket.woken': OWN,
  'ticket.archived': OWN,
  'ticket.unarchived': OWN,
  'ticket.migrated': { line: true, moves: 'state' },
  'request.asked': OWN,
  'request.answered': OWN,
  'request.withdrawn': OWN,
  'request.overdue': OWN,
  'ticket.merged': LINE,
  // That somebody else wrote of the same is nothing for a requester.
  'ticket.absorbed': OWN,
  'ticket.unmerged': LINE,
  'ticket.released': OWN,
  'ticket.split': OWN,
  'ticket.splitOff': OWN,
  'deadLetter.retried': OWN,
  'rules.evaluated': OWN,
  'rules.stopped': OWN,
}

/** Whether an event can be a line by itself, and why an expected time moves by it. */
export function shownOf(type: string): Shown {
  // A newer node may write types that this one does not know.
  return Object.hasOwn(SHOWN, type) ? SHOWN[type as TicketEventType] : OWN
}

/** What an event is in a timeline: each part by name, so that nothing new is shown by accident. Null for nothing. */
export function lineOf(event: TicketEvent): TimelineChange | null {
  if (!shownOf(event.type).line) return null
  switch (event.type) {
    case 'ticket.created':
      return { type: 'created', state: event.data.state }
    case 'ticket.transitioned':
    case 'ticket.overridden': {
      const { from, to, phase } = event.data
      return from === to ? null : { type: 'state', from, to, phase }
    }
    case 'ticket.migrated': {
      const { from, to, phase } = event.data
      return from.state === to.state ? null : { type: 'state', from: from.state, to: to.state, phase }
    }
    case 'ticket.assigned': {
      const { assignee, previousAssignee } = event.data
      return assignee === previousAssignee ? null : { type: 'assigned', agent: assignee }
    }
    case 'ticket.unassigned':
      return { type: 'assigned', agent: null }
    case 'stage.begun':
      return { type: 'stage', name: event.data.stage, number: event.data.number }
    case 'ticket.rated':
      return { type: 'rated', score: event.data.score }
    case 'ticket.nudged':
      return { type: 'nudged', number: event.data.number }
    case 'ticket.merged':
      return { type: 'merged', into: event.data.into }
    case 'ticket.unmerged':
      return { type: 'unmerged' }
    default:
      return null
  }
}
