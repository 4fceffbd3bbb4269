import { createDesk, type Explanation, predictTeams, type TeamModel, type TicketOf } from '@docket/core'
import { manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { fieldsOf } from '../commands.js'
import { asImport, asLead, defineIncidentDesk, type IncidentActor, putDirectory } from '../desk.js'
import type { Survey } from '../log/survey.js'
import type { Matrix } from '../matrix.js'
import type { RoutedIncident } from './incidents.js'
import { featuresOf } from './opening.js'
import type { Lesson } from './routing-figures.js'

/** An incident that was opened once more, on a desk that routes, and why it is there as it is. */
export interface ExplainedIncident extends RoutedIncident {
  readonly ticket: Pick<TicketOf<ReturnType<typeof defineIncidentDesk>>, 'priority' | 'team' | 'assignee'>
  readonly explanation: Explanation
}

/** So many incidents are opened, so that agents have some work already when one is explained. */
const OPENED = 100

/**
 * Opens the first of the later incidents once more, at the instants of the log, on a desk in memory that routes by what was
 * learnt, and explains three: the one whose team is surest, the one that is just sure enough, and the one that is just not.
 * Nothing is solved meanwhile.
 */
export async function explainIncidents(
  { model, later }: Lesson,
  { matrix, people }: { readonly matrix: Matrix; readonly people: Survey },
): Promise<ExplainedIncident[]> {
  const opened = later.slice(0, OPENED)
  const shown = telling(model, opened)

  const clock = manualClock()
  const desk = await createDesk(defineIncidentDesk(matrix, model), {
    store: memoryStore({ clock }),
    clock,
    ids: sequentialIds(),
    random: seededRandom(1),
  })
  const lead = asLead(desk, 'explained')
  await putDirectory(asImport(desk, 'explained'), people)
  const explained = new Map<RoutedIncident, ExplainedIncident>()
  for (const incident of opened) {
    clock.set(new Date(incident.opening.openedAt))
    const ticket = await lead.create(ticketOf(incident))
    if (!shown.includes(incident)) continue
    explained.set(incident, { ...incident, ticket, explanation: await lead.explain(ticket.id) })
  }
  return shown.flatMap((incident) => explained.get(incident) ?? [])
}

/** The three that tell most, of those whose final group is known; others where there are none such. */
function telling(model: TeamModel, incidents: readonly RoutedIncident[]): RoutedIncident[] {
  const bySureness = incidents
    .flatMap((incident) => {
      const [best] = predictTeams(model, featuresOf(incident.opening))
      return incident.finalGroup === null ? [] : [{ incident, sureness: best?.confidence ?? 0 }]
    })
    .sort((one, other) => other.sureness - one.sureness)
  const enough = bySureness.filter(({ sureness }) => sureness >= 0.5)
  const chosen = [bySureness[0], enough.at(-1), bySureness[enough.length], ...bySureness]
  return [...new Set(chosen.flatMap((one) => (one ? [one.incident] : [])))].slice(0, 3)
}

function ticketOf({ incident, opening }: RoutedIncident): Parameters<IncidentActor['create']>[0] {
  const { openedAt: _, caller, category, ...fields } = opening
  return {
    subject: `Incident ${incident}`,
    requester: { id: caller },
    ...(category !== null && { category }),
    fields: fieldsOf(fields),
  }
}
