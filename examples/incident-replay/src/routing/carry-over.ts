import type { ImportedTicket } from '@docket/core'
import { fieldsOf } from '../commands.js'
import type { IncidentActor, IncidentShape } from '../desk.js'
import type { RoutedIncident } from './incidents.js'
import { lastsAt } from './staff.js'
import type { IncidentWork, Spell } from './work.js'

/** An incident that an agent holds at an instant. */
export interface Held {
  readonly incident: RoutedIncident
  readonly spell: Spell
  /** When the log resolves it, in milliseconds since 1970-01-01T00:00:00Z; null for never. */
  readonly solvedAt: number | null
}

/** The same as a ticket on a desk. */
export interface Carried {
  /** The ticket's id. */
  readonly id: string
  readonly incident: string
  readonly agent: string
  readonly solvedAt: number | null
}

/** What agents hold of these incidents at an instant, in the order in which it was opened. */
export function heldAt(
  instant: number,
  incidents: readonly RoutedIncident[],
  work: ReadonlyMap<string, IncidentWork>,
): Held[] {
  return incidents.flatMap((incident) => {
    const { spells = [], doneAt = [] } = work.get(incident.incident) ?? {}
    const spell = spells.find((one) => lastsAt(one, instant))
    return spell ? [{ incident, spell, solvedAt: doneAt.find((at) => at > instant) ?? null }] : []
  })
}

/** Imports what agents hold: it was theirs before, so no policy is asked whose it should be. */
export async function* bringIn(desk: IncidentActor, held: readonly Held[]): AsyncGenerator<Carried> {
  const underway = held.values()
  for await (const { ticketId } of desk.import({ source: 'incident-log', tickets: held.map(ticketOf) })) {
    const next = underway.next()
    if (next.done) return
    const { incident, spell, solvedAt } = next.value
    yield { id: ticketId, incident: incident.incident, agent: spell.agent, solvedAt }
  }
}

function ticketOf({ incident: { incident, opening }, spell }: Held): ImportedTicket<IncidentShape> {
  const { openedAt, caller, category, ...fields } = opening
  const { agent, group, from } = spell
  return {
    externalId: incident,
    entries: [
      {
        position: 1,
        occurredAt: new Date(openedAt),
        commands: [
          {
            type: 'create',
            subject: `Incident ${incident}`,
            requester: { id: caller },
            fields: fieldsOf(fields),
            ...(category !== null && { category }),
          },
        ],
      },
      {
        position: 2,
        occurredAt: new Date(from),
        commands: [{ type: 'assign', agent, ...(group !== null && { team: group }) }],
      },
    ],
  }
}
