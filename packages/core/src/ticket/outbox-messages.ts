import type { Recipient, TicketAction } from '../actions/action-types.js'
import type { Reminder } from '../actions/reminder-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { JsonObject } from '../kernel/json.js'
import type { RulesEvaluated } from '../rules/rule-types.js'
import type { DecisionRecord, EventRecord, OutboxRecord } from '../store/record-types.js'
import { approvalNews, approvalOutcome } from './approval-news.js'
import type { TicketDraft } from './draft.js'
import { MOST_HOPS } from './hops.js'
import { remindersOf } from './reminders.js'
import { routingOf } from './routing.js'

/** The desk's own effect that removes the bytes of an erased ticket's files. */
export const REMOVE_FILES_EFFECT = 'docket:removeFiles'

/** The desk's own effect that runs an action of a ladder, a level or a reminder. */
export const ACTION_EFFECT = 'docket:action'

/** The desk's own effect that opens the ticket which follows a bad rating. */
export const FOLLOW_UP_EFFECT = 'docket:followUp'

/** The id of what an event asks for: stable, and in it where that was asked. */
function messageId(ticketId: string, seq: number, name: string): string {
  return `${ticketId}.${seq}.${name}`
}

/** The event that asked for an action, of which the outbox's message has this id; null for the id of another effect. */
export function askedBy(id: string): { readonly ticketId: string; readonly seq: number } | null {
  const found = ACTION_ID.exec(id)
  return found?.[1] === undefined ? null : { ticketId: found[1], seq: Number(found[2]) }
}

const ACTION_ID = new RegExp(`^(.+)\\.(\\d+)\\.${ACTION_EFFECT}\\.\\d+$`)

/** What is to be done outside because of a draft's events. */
export function outboxMessages(draft: TicketDraft, model: DeskModel): OutboxRecord[] {
  return draft.events.flatMap((event) => {
    const { type, occurredAt, actor, cause, data } = event
    const told = { type, occurredAt, actor, cause, data } as unknown as JsonObject
    const toldToPeople = { ...told, data: { ...toldData(event), ...approvalOutcome(draft, event) } } as JsonObject
    const asked = askedMessages(actionsAfter(draft, event, model), toldToPeople)
    const named = type === 'ticket.transitioned' ? (data['effects'] as readonly string[]) : []
    const own = ownEffects(draft, event, model)
    const effects = new Set([...named, ...(model.effectsByEvent.get(type) ?? []), ...own])
    for (const { effect } of asked) effects.delete(effect)
    const messages = [...asked, ...[...effects].map((effect) => ({ effect, id: effect, data: told }))]
    return messages.map(
      ({ effect, id, data: content }, ordinal): OutboxRecord => ({
        tenant: draft.tenant,
        id: messageId(draft.ticketId, event.seq, id),
        ticketId: draft.ticketId,
        seq: event.seq,
        ordinal,
        effect,
        data: content,
        createdAt: draft.stamp.now,
      }),
    )
  })
}

/** What of an event goes with what it asks for: which rules missed, of many, nobody who does something needs. */
function toldData({ type, data }: EventRecord): JsonObject {
  if (type !== 'rules.evaluated') return data
  const { missed: _, alsoMissed: __, ...told } = data
  return told
}

/** The desk's own effects that an event causes. */
function ownEffects(draft: TicketDraft, event: EventRecord, model: DeskModel): readonly string[] {
  if (event.type === 'ticket.erased') return [REMOVE_FILES_EFFECT]
  const opens = model.survey.followUp !== null && event.type === 'ticket.rated' && isFirstLow(draft, event, model)
  return opens ? [FOLLOW_UP_EFFECT] : []
}

/** Whether a rating is bad, and none before was. */
function isFirstLow({ before }: TicketDraft, { data }: EventRecord, { survey: { low } }: DeskModel): boolean {
  const lowest = before?.flow.rating?.lowest
  return (data['score'] as number) <= low && (lowest === undefined || lowest > low)
}

/** Who hears that a requester urged; from some time on also whoever answers for the work, each once. */
function toldOfNudge({ ticket }: TicketDraft, { data }: EventRecord, { nudges, sla }: DeskModel): Recipient[] {
  if ((data['number'] as number) < nudges.leadFrom) return ['assignee']
  const { coordinator } = ticket.flow
  const admins = sla.names.roles.has('admin') ? [{ role: 'admin' }] : []
  return ['assignee', ...(coordinator === undefined ? [] : [{ agent: coordinator }]), 'lead', ...admins]
}

type AskedMessage = Pick<OutboxRecord, 'effect' | 'id' | 'data'>

/** The messages of actions, in their order. An effect of the host that is asked for twice is one message. */
function askedMessages(actions: readonly (TicketAction | Reminder)[], told: JsonObject): AskedMessage[] {
  const messages = actions.map((action, index): AskedMessage => {
    if (action.action === 'effect') return { effect: action.effect, id: action.effect, data: told }
    return {
      effect: ACTION_EFFECT,
      id: `${ACTION_EFFECT}.${index}`,
      data: { ...told, action } as unknown as JsonObject,
    }
  })
  return messages.filter(({ id }, index) => messages.findIndex((other) => other.id === id) === index)
}

/** What is done or told because of an event: the actions of a step or level, and the reminders that a desk has by itself. */
function actionsAfter(draft: TicketDraft, event: EventRecord, model: DeskModel): readonly (TicketAction | Reminder)[] {
  switch (event.type) {
    case 'sla.escalated':
      return event.data['actions'] as unknown as readonly TicketAction[]
    case 'rules.evaluated':
      return (event.data as unknown as RulesEvaluated).matched.flatMap(({ asks }) => asks)
    case 'ticket.created':
    case 'ticket.prioritized':
      return levelActions(draft, event, model)
    case 'routing.abstained':
      return model.reminders.unassigned ? [{ action: 'notify', to: ['lead'], kind: 'ticket.unassigned' }] : []
    case 'ticket.unassigned': {
      const [reason] = (event.data['decision'] as unknown as DecisionRecord).reasons
      // Where nobody routes, nobody else says so.
      const silent = reason?.code === 'agent-left' && routingOf(draft.ticket, model) === null
      return silent && model.reminders.unassigned ? [{ action: 'notify', to: ['lead'], kind: 'ticket.unassigned' }] : []
    }
    case 'ticket.offered':
      return [{ action: 'notify', to: [{ agent: event.data['agent'] as string }], kind: 'ticket.offered' }]
    case 'ticket.rated':
      return isFirstLow(draft, event, model) ? [{ action: 'notify', to: ['lead'], kind: 'rating.low' }] : []
    case 'ticket.nudged':
      return [{ action: 'notify', to: toldOfNudge(draft, event, model), kind: 'ticket.nudged' }]
    case 'ticket.woken':
      return event.data['by'] === 'time' ? [{ action: 'notify', to: ['assignee'], kind: 'ticket.woken' }] : []
    case 'approval.asked':
    case 'approval.delegated':
    case 'approval.given':
    case 'approval.refused':
    case 'approval.expired':
    case 'approval.voided':
      return approvalNews(draft, event)
    default:
      return remindersOf(draft, event, model)
  }
}

/** What a level has done when a ticket comes to it. */
function levelActions({ before, events }: TicketDraft, event: EventRecord, model: DeskModel): readonly TicketAction[] {
  const earlier = events.filter(({ seq, data }) => seq < event.seq && typeof data['priority'] === 'string').at(-1)
  const was = earlier ? earlier.data['priority'] : before?.priority
  const level = event.data['priority'] as string
  // Levels whose actions set each other off end where rules do.
  if (was === level || (event.cause?.hops ?? 0) >= MOST_HOPS) return []
  return model.levels.get(level)?.actions ?? []
}
