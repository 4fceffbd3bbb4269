import {
  type ActorDesk,
  createDesk,
  type Desk,
  defaultAccess,
  defineDesk,
  matrix as priorityMatrix,
  type TeamModel,
} from '@docket/core'
import type { Store } from '@docket/core/store'
import * as z from 'zod'
import type { Survey } from './log/survey.js'
import type { Matrix } from './matrix.js'
import { incidentRouting } from './routing/policy.js'
import { incidentPolicy, office } from './sla/policy.js'
import { incidentWorkflow } from './workflow.js'

const incidentFields = z.object({
  impact: z.int().optional(),
  urgency: z.int().optional(),
  location: z.string().optional(),
  subcategory: z.string().optional(),
  symptom: z.string().optional(),
  openedBy: z.string().optional(),
  enteredBy: z.string().optional(),
})

/**
 * The desk that the log came from: its workflow, its custom fields, its priority matrix, and what it might have promised.
 * With a model it routes too: to the team that the past teaches, and there to whoever has least to do.
 */
export function defineIncidentDesk(matrix: Matrix, model: TeamModel | null = null) {
  return defineDesk({
    fields: incidentFields,
    workflows: [incidentWorkflow],
    priority: priorityMatrix({
      impact: 'impact',
      urgency: 'urgency',
      levels: LEVELS,
      table: tableOf(matrix),
      otherwise: 'moderate',
    }),
    calendars: { office },
    sla: [incidentPolicy],
    ...(model && { routing: incidentRouting(model) }),
    access: defaultAccess(),
  })
}

/** The types of the desk: its fields, states, events and levels. */
export type IncidentShape = NonNullable<ReturnType<typeof defineIncidentDesk>['$types']>

/** The running desk. */
export type IncidentDesk = Desk<IncidentShape>

/** The desk as somebody in the tenant of one log. */
export type IncidentActor = ActorDesk<IncidentShape>

/** Runs the desk on a store. */
export async function openDesk(store: Store, matrix: Matrix): Promise<IncidentDesk> {
  return createDesk(defineIncidentDesk(matrix), { store })
}

/** The desk as the import, a service, uses it. */
export function asImport(desk: IncidentDesk, tenant: string): IncidentActor {
  return desk.as({ tenant, actor: { type: 'service', id: 'incident-import' } })
}

/** The desk as whoever answers for it uses it. */
export function asLead(desk: IncidentDesk, tenant: string): IncidentActor {
  return desk.as({ tenant, actor: { type: 'lead', id: 'incident-lead' } })
}

/** Puts the log's groups and agents into the desk's directory, as far as they are not there yet. */
export async function putDirectory({ directory }: IncidentActor, { groups, agents }: Survey): Promise<void> {
  for (const id of groups) {
    if ((await directory.team(id)) === null) await directory.putTeam({ id, name: id })
  }
  for (const [id, seenIn] of agents) {
    const teams = seenIn.slice(0, MOST_TEAMS)
    if ((await directory.agent(id)) === null) await directory.putAgent({ id, name: id, teams })
  }
}

/** An agent of a directory has no more. */
export const MOST_TEAMS = 100

/** Impact to urgency to level, from the log's numbers. */
function tableOf(matrix: Matrix): Record<string, Record<string, Level>> {
  const table: Record<string, Record<string, Level>> = {}
  for (const [key, priority] of Object.entries(matrix)) {
    const [impact = '', urgency = ''] = key.split('-')
    table[impact] = { ...table[impact], [urgency]: LEVELS[priority - 1] ?? 'moderate' }
  }
  return table
}

/** The levels of priority, the log's 1 first. */
export const LEVELS = ['critical', 'high', 'moderate', 'low', 'planning'] as const
type Level = (typeof LEVELS)[number]
