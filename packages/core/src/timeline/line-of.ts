import type { TicketEvent, TicketEventData, TicketEventType } from '../ticket/event-types.js'
import type { ExpectedMoved, TimelineChange } from './timeline-types.js'

/** What an event is in a timeline, and why an expected time has moved by it; null for the desk's own. */
interface Shown<Data> {
  readonly line: ((data: Data) => TimelineChange | null) | null
  readonly moves: ExpectedMoved | null
}

type State = Pick<TicketEventData['ticket.transitioned'], 'from' | 'to' | 'phase'>

// Each part by name, so that nothing new is shown by accident.
const stateLine = ({ from, to, phase }: State): TimelineChange | null =>
  from === to ? null : { type: 'state', from, to, phase }

const OWN = { line: null, moves: null } as const
const moves = (why: ExpectedMoved) => ({ line: null, moves: why })
const line = <Data>(of: (data: Data) => TimelineChange | null, why: ExpectedMoved | null = null): Shown<Data> => ({
  line: of,
  moves: why,
})

/** What each event is to a requester. A new type does not compile until it stands here. */
const SHOWN: { readonly [Type in TicketEventType]: Shown<TicketEventData[Type]> } = {
  'ticket.created': line(({ state }) => ({ type: 'created', state })),
  'ticket.prioritized': moves('priority'),
  'ticket.transitioned': line(stateLine, 'state'),
  // Whether the workflow or a person moved it, only the desk can tell.
  'ticket.overridden': line(stateLine, 'state'),
  'ticket.assigned': line(
    ({ assignee, previousAssignee }) => (assignee === previousAssignee ? null : { type: 'assigned', agent: assignee }),
    'team',
  ),
  'ticket.unassigned': line(() => ({ type: 'assigned', agent: null })),
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
  'stage.begun': line(({ stage, number }) => ({ type: 'stage', name: stage, number }), 'stage'),
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
  'ticket.rated': line(({ score }) => ({ type: 'rated', score })),
  'ticket.nudged': line(({ number }) => ({ type: 'nudged', number })),
  'ticket.snoozed': OWN,
  'ticket.woken': OWN,
  'ticket.archived': OWN,
  'ticket.unarchived': OWN,
  'ticket.migrated': line(({ from, to, phase }) => stateLine({ from: from.state, to: to.state, phase }), 'state'),
  'request.asked': OWN,
  'request.answered': OWN,
  'request.withdrawn': OWN,
  'request.overdue': OWN,
  'ticket.merged': line(({ into }) => ({ type: 'merged', into })),
  // That somebody else wrote of the same is nothing for a requester.
  'ticket.absorbed': OWN,
  'ticket.unmerged': line(() => ({ type: 'unmerged' })),
  'ticket.released': OWN,
  'ticket.split': OWN,
  'ticket.splitOff': OWN,
  'deadLetter.retried': OWN,
  'rules.evaluated': OWN,
  'rules.stopped': OWN,
}

/** Why an expected time moves by an event; null where it does not, or for what is the desk's own. */
export function movesBy(type: string): ExpectedMoved | null {
  return shownOf(type)?.moves ?? null
}

/** What an event is in a timeline; null for nothing. */
export function lineOf({ type, data }: TicketEvent): TimelineChange | null {
  return shownOf(type)?.line?.(data as never) ?? null
}

function shownOf(type: string): Shown<never> | null {
  // A newer node may write types that this one does not know.
  return Object.hasOwn(SHOWN, type) ? (SHOWN[type as TicketEventType] as Shown<never>) : null
}
