import type { HistoryEvent, Journey, Message, SlaVerdict } from '@docket/core'
import type { StayReport } from './report-types.js'
import { stayTimes } from './stay-times.js'
import { textOf } from './text-of.js'

/** A ticket's stays in stages, each with who had it then and what its deadline came to. */
export function staysOf(
  { stages }: Journey,
  verdicts: readonly SlaVerdict[],
  events: readonly HistoryEvent[],
  messages: readonly Message[],
  end: Date,
): StayReport[] {
  const bodies = new Map(messages.map(({ id, body }) => [id, body]))
  return stages.map((stay) => ({
    stage: stay.name,
    team: stay.owner,
    people: peopleWithin(events, stay.from, stay.to ?? end),
    from: stay.from.toISOString(),
    to: stay.to?.toISOString() ?? null,
    ...stayTimes(stay, verdicts),
    returned: stay.returned,
    handedOverBy: stay.handedOverBy.id,
    reason: bodies.get(stay.reasonMessageId ?? '') ?? null,
  }))
}

/** Who had a ticket in a time, in order. */
export function peopleWithin(events: readonly HistoryEvent[], from: Date, to: Date): string[] {
  let holder: string | null = null
  const people = new Set<string>()
  for (const { type, occurredAt, data } of events) {
    if (occurredAt >= to) break
    if (type === 'ticket.assigned') holder = data['assignee'] === null ? null : textOf(data['assignee'])
    else if (type === 'ticket.unassigned') holder = null
    else continue
    // What is said at the very beginning of a stay is of the stay, not of the one before.
    if (occurredAt <= from) people.clear()
    if (holder !== null) people.add(holder)
  }
  return [...people]
}
