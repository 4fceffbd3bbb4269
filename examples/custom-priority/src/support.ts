import {
  type ActorDesk,
  type AgentInput,
  type BusinessCalendar,
  defaultAccess,
  defineCalendar,
  defineDesk,
} from '@docket/core'
import { incidentPolicy, incidentWorkflow, OFFICE_HOURS } from '@docket/example-incident-replay'
import { fields } from './fields.js'
import { priority } from './priority.js'
import { GENERALISTS, routing } from './routing.js'

/** Two shifts that overlap at noon. */
const SHIFTS = {
  early: defineCalendar({ timeZone: 'UTC', weekly: weekdays('06:00', '14:00') }),
  late: defineCalendar({ timeZone: 'UTC', weekly: weekdays('11:00', '20:00') }),
}

// Promises name the office's hours alone; shifts are the agents'.
const calendars: Readonly<Record<'office', BusinessCalendar>> = { office: defineCalendar(OFFICE_HOURS), ...SHIFTS }

/** What stays as it is, whoever decides on priority and routing. */
export const base = {
  fields,
  workflows: [incidentWorkflow],
  calendars,
  sla: [incidentPolicy],
  access: defaultAccess(),
} as const

/** The desk with the team's own priority and routing. A policy that needs a field which the desk does not have does not compile. */
export const support = defineDesk({ ...base, priority, routing })

/** Who works at it, and when. */
const AGENTS: readonly AgentInput[] = [
  { id: 'ada', name: 'Ada', teams: ['tills'], capacity: 5, shift: 'early', languages: ['en', 'de'] },
  { id: 'bo', name: 'Bo', teams: ['tills'], capacity: 5, shift: 'late', languages: ['en', 'zh-Hans'] },
  { id: 'cleo', name: 'Cleo', teams: [GENERALISTS], capacity: 8, shift: 'early', languages: ['en'] },
]

/** Puts teams and agents into the desk's directory. */
export async function putStaff({ directory }: Pick<ActorDesk, 'directory'>): Promise<void> {
  for (const id of ['tills', GENERALISTS]) await directory.putTeam({ id, name: id })
  for (const agent of AGENTS) await directory.putAgent(agent)
}

function weekdays(from: string, to: string) {
  const day = [[from, to]] as const
  return { mon: day, tue: day, wed: day, thu: day, fri: day }
}
