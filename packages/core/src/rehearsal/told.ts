import type { DeskModel } from '../definitions/model.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'
import type { CommandContext } from '../ticket/command.js'
import { manualDecision } from '../ticket/decisions.js'
import type { TicketDraft } from '../ticket/draft.js'
import type { EventDraft, TicketEvent, TicketEventData } from '../ticket/event-types.js'
import { decidePriority, endHeldPriority, isHeld } from '../ticket/priority.js'
import type { FindPromises } from '../ticket/promises.js'
import { decidesWho } from '../ticket/routing.js'
import { enterStage } from '../ticket/stage.js'
import { comesAnew, type FlowAnew, workflowAnew } from './flow-anew.js'
import { begunAnew, tellMigration, tellMove } from './tell-moves.js'

/** What a ticket's log does not tell: what people wrote, as it is now. */
export type Content = Pick<TicketRecord, 'subject' | 'personal'>

/** Decided anew in a rehearsal; what history says of it is left out. */
const DECIDED_ANEW: ReadonlySet<string> = new Set([
  'ticket.unassigned',
  'ticket.offered',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'routing.abstained',
])

/** When a ticket was first given to an agent in its log, and to whom; null if never. */
export function firstAssignment(events: readonly { readonly at: number; readonly event: EventRecord }[]) {
  const found = events.find(({ event: { type, data } }) => type === 'ticket.assigned' && data['assignee'] !== null)
  return found ? { at: found.at, agent: found.event.data['assignee'] as string } : null
}

/**
 * Adds an event of history to a draft, as it would be under the model: who gets the ticket and how urgent it is are left
 * to the policies, unless a person set the priority; a change of team stays.
 */
export function tell(draft: TicketDraft, event: EventRecord, content: Content, model: DeskModel, find: FindPromises) {
  const told = event as unknown as TicketEvent
  const anew = decidesWho(model)
  if (anew && DECIDED_ANEW.has(told.type)) return
  if (told.type === 'ticket.created') tellCreated(draft, told.data, content, model, find)
  else if (told.type === 'ticket.prioritized') tellPriority(draft, told, model, find)
  else if (told.type === 'ticket.assigned' && anew) tellTeam(draft, told.data)
  else draft.add({ type: event.type, data: event.data } as unknown as EventDraft)
}

function tellCreated(
  draft: TicketDraft,
  data: TicketEventData['ticket.created'],
  { subject, personal }: Content,
  model: DeskModel,
  find: FindPromises,
): void {
  const begun = { ...data, weight: model.weights.get(data.channel) ?? 1 }
  const preview = draft.preview({ type: 'ticket.created', data: begun }, subject ?? '', personal)
  const given = data.decision.policy === 'manual' && model.priority.levels.includes(data.priority as never)
  const decided = given ? begun : { ...begun, ...decidePriority(draft, preview, model, find) }
  draft.add({ type: 'ticket.created', data: decided })
  draft.begin(subject ?? '', personal)
}

function tellPriority(
  draft: TicketDraft,
  event: TicketEvent & { type: 'ticket.prioritized' },
  model: DeskModel,
  find: FindPromises,
): void {
  const { decision, priority } = event.data
  const byPeople = decision.policy === 'manual' || decision.policy === 'raised'
  if (byPeople && model.priority.levels.includes(priority as never)) draft.add(event)
  // A person gave it back to the policy.
  else if (!byPeople && event.actor.type !== 'system' && isHeld(draft.ticket.decisions.priority)) {
    endHeldPriority(draft, model, find)
  }
}

function tellTeam(draft: TicketDraft, { team, decision }: TicketEventData['ticket.assigned']): void {
  const { ticket, stamp } = draft
  const byPolicy = decision.policy !== 'manual' && decision.policy !== 'workflow'
  if (team === null || team === ticket.team || byPolicy) return
  draft.add({
    type: 'ticket.assigned',
    data: {
      assignee: null,
      team,
      previousAssignee: ticket.assignee,
      previousTeam: ticket.team,
      decision: manualDecision(stamp, { code: 'assigned', agent: null, team }),
    },
  })
}

/**
 * Adds an event of history to a draft where tickets go their ways anew: through the workflow of the rehearsal, whose stages
 * and time-outs begin and end by themselves.
 *
 * @param forRequester - whether the event follows from what an agent recorded of the requester's word
 */
export function tellAnew(
  draft: TicketDraft,
  event: EventRecord,
  content: Content,
  context: CommandContext,
  flow: FlowAnew,
  forRequester: boolean,
): void {
  const { model, find } = context
  const told = event as unknown as TicketEvent
  if (told.type === 'ticket.created') {
    const { data } = told
    const workflow = workflowAnew(flow, data)
    const begun = workflow ? { ...told, data: begunAnew(data, workflow, draft, flow) } : told
    tell(draft, begun as unknown as EventRecord, content, model, find)
    if (workflow) enterStage(draft, { ...context, workflow })
    return
  }
  const workflow = workflowAnew(flow, draft.ticket)
  if (comesAnew(told, workflow)) return
  if (told.type === 'ticket.migrated') {
    const { workflow: id, version } = told.data.to
    tellMigration(draft, told.data, workflowAnew(flow, { workflow: id, workflowVersion: version }), context, flow)
  } else if (workflow !== null && (told.type === 'ticket.transitioned' || told.type === 'ticket.overridden')) {
    tellMove(draft, told, { ...context, workflow }, flow, forRequester)
  } else tell(draft, event, content, model, find)
}
