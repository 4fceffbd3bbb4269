import type { HistoryEvent, Journey, Message, SlaVerdict } from '@docket/core'
import type { StayReport } from './report-types.js'
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
  return stages.map(({ name, number, owner, from, to, secondsOpen, secondsInTransit, returned, ...by }) => ({
    stage: name,
    team: owner,
    people: peopleWithin(events, from, to ?? end),
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
    workSeconds: secondsOpen,
    transitSeconds: secondsInTransit,
    returned,
    handedOverBy: by.handedOverBy.id,
    reason: bodies.get(by.reasonMessageId ?? '') ?? null,
    secondsLeft: verdicts.find(({ target, cycle }) => target === 'stage' && cycle === number)?.secondsLeft ?? null,
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
