import type { Json, JsonObject } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'

/** What the plain names of a condition read. */
export const READ = {
  priority: (ticket: TicketView) => ticket.priority,
  channel: (ticket: TicketView) => ticket.channel,
  category: (ticket: TicketView) => ticket.category,
  team: (ticket: TicketView) => ticket.team,
  workflow: (ticket: TicketView) => ticket.workflow,
  phase: (ticket: TicketView) => ticket.phase,
  state: (ticket: TicketView) => ticket.state,
  stage: (ticket: TicketView) => (ticket.flow.stage?.to === null ? ticket.flow.stage.name : null),
  assignee: (ticket: TicketView) => ticket.assignee,
  tag: (ticket: TicketView) => ticket.tags,
  requester: (ticket: TicketView) => ticket.requester.id,
  tier: (ticket: TicketView) => ticket.requester.tier ?? null,
  locale: (ticket: TicketView) => ticket.requester.locale ?? null,
} satisfies Record<string, (ticket: TicketView) => Json>

/** The numbers that a condition reads by name. */
export const READ_NUMBER = {
  rating: ({ flow }: TicketView) => flow.rating?.score ?? null,
  reopenings: ({ facts }: TicketView) => facts.reopenings,
  nudges: ({ flow }: TicketView) => flow.nudges?.count ?? 0,
} satisfies Record<string, (ticket: TicketView) => number | null>

/** Whether a plain name reads one value, for the names that most conditions have: one call instead of three. */
export const READS_ONE: {
  readonly [name: string]: ((wanted: unknown) => (ticket: TicketView) => boolean) | undefined
} = {
  priority: (wanted) => (ticket) => ticket.priority === wanted,
  category: (wanted) => (ticket) => ticket.category === wanted,
  team: (wanted) => (ticket) => ticket.team === wanted,
  phase: (wanted) => (ticket) => ticket.phase === wanted,
  state: (wanted) => (ticket) => ticket.state === wanted,
  assignee: (wanted) => (ticket) => ticket.assignee === wanted,
  tag: (wanted) => (ticket) => ticket.tags.includes(wanted as string),
  tier: (wanted) => (ticket) => (ticket.requester.tier ?? null) === wanted,
}

/** Whether every object has something under a name. */
export const isInherited = (name: string): boolean => name in Object.prototype

/** Reads a value by name, never one that every object inherits. */
export function reader(name: string, otherwise?: Json): (values: JsonObject) => Json | undefined {
  if (isInherited(name)) return (values) => (Object.hasOwn(values, name) ? values[name] : otherwise)
  // Nothing can be inherited under this name, and a plain look is several times as fast.
  return otherwise === undefined
    ? (values) => values[name]
    : (values) => {
        const value = values[name]
        return value === undefined ? otherwise : value
      }
}
