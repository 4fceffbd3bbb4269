import type { IndexedValue, Json, TicketCondition, TicketRecord } from '@docket/core/store'
import { compareTexts } from './text-order.js'

/** Says of a ticket whether it is asked for. */
export type TicketTest = (ticket: TicketRecord) => boolean

/** A condition of a filter as a test. */
export function ticketTest(condition: TicketCondition): TicketTest {
  switch (condition.on) {
    case 'phase':
      return (ticket) => condition.in.includes(ticket.phase)
    case 'priorityRank':
      return (ticket) => condition.in.includes(ticket.priorityRank)
    case 'workflow':
    case 'state':
    case 'assignee':
    case 'team':
    case 'category':
    case 'channel':
      return (ticket) => ticket[condition.on] === condition.is
    case 'categories':
      return (ticket) => ticket.category !== null && condition.in.includes(ticket.category)
    case 'requester':
      return (ticket) => ticket.requester.id === condition.is
    case 'archived':
      return ({ phase, flow }) => (phase === 'terminal' && flow.archivedAt !== undefined) === condition.is
    case 'snoozed':
      return ({ flow }) => (flow.snoozedUntil !== undefined && flow.snoozedUntil > condition.at) === condition.is
    case 'tag':
      return (ticket) => ticket.tags.includes(condition.is)
    case 'watcher':
      return (ticket) => ticket.watchers.includes(condition.is)
    case 'createdAt':
    case 'updatedAt':
    case 'dueAt':
      return (ticket) => isWithin(ticket[condition.on], condition.from, condition.before)
    case 'field':
      if ('is' in condition) return (ticket) => ticket.fields[condition.name] === condition.is
      return (ticket) => isWithin(ticket.fields[condition.name], condition.from, condition.before)
  }
}

function isWithin(value: Json | undefined, from: number | string | undefined, before: number | string | undefined) {
  if (typeof value !== 'number' && typeof value !== 'string') return false
  return (from === undefined || compares(value, from, false)) && (before === undefined || compares(value, before, true))
}

// A number is neither before nor after a text.
function compares(value: IndexedValue, bound: number | string, mustBeBefore: boolean): boolean {
  if (typeof value === 'number' && typeof bound === 'number') return value < bound === mustBeBefore
  if (typeof value === 'string' && typeof bound === 'string') return compareTexts(value, bound) < 0 === mustBeBefore
  return false
}
