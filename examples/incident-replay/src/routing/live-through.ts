import { createDesk } from '@docket/core'
import { manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { asImport, asLead, defineIncidentDesk, type IncidentActor, MOST_TEAMS } from '../desk.js'
import type { Matrix } from '../matrix.js'
import { type CapacityFigures, capacityFigures } from './capacity-figures.js'
import { bringIn, heldAt } from './carry-over.js'
import { DeskLife } from './desk-life.js'
import type { ExplainedIncident, Role } from './explain-incidents.js'
import type { Happening } from './journal.js'
import type { Lesson } from './routing-figures.js'
import { type StaffMember, staffOf } from './staff.js'
import type { IncidentWork } from './work.js'

/** What became of the later incidents. */
export interface Lived {
  readonly staff: readonly StaffMember[]
  readonly journal: readonly Happening[]
  readonly figures: CapacityFigures
  /** One for each role that an incident had. */
  readonly explained: ReadonlyMap<Role, ExplainedIncident>
}

/** So many of the later incidents are lived through, so that it takes seconds. */
const MOST_LIVED = 1_000

/**
 * Lets the later incidents live on a desk in memory whose people and places are those of the earlier ones. Each is opened
 * when the log opened it, routed by what was learnt, and solved as long after it was given to an agent as it took in the
 * log. What agents held when the first was opened is in their hands from the beginning, until the log resolves it. Nobody's
 * hours are known, so everybody is always there.
 */
export async function liveThrough(
  { model, earlier, later }: Lesson,
  { matrix, work }: { readonly matrix: Matrix; readonly work: ReadonlyMap<string, IncidentWork> },
): Promise<Lived> {
  const begin = later[0]?.opening.openedAt ?? 0
  const spells = earlier.flatMap(({ incident }) => work.get(incident)?.spells ?? [])
  const staff = staffOf(spells, begin)

  const clock = manualClock(new Date(begin))
  const desk = await createDesk(defineIncidentDesk(matrix, model), {
    store: memoryStore({ clock }),
    clock,
    ids: sequentialIds(),
    random: seededRandom(1),
  })
  const service = asImport(desk, TENANT)
  await putStaff(service, staff)
  const life = new DeskLife(desk, asLead(desk, TENANT), clock)
  const held = heldAt(begin, earlier, work)
  for await (const carried of bringIn(service, held)) life.carryOver(carried)
  for (const incident of later.slice(0, MOST_LIVED)) {
    await life.solveUntil(incident.opening.openedAt)
    await life.open(incident, work.get(incident.incident)?.tookMs ?? null)
  }
  await life.solveUntil(Number.POSITIVE_INFINITY)
  const { journal, telling } = life
  return { staff, journal, figures: capacityFigures(staff, journal), explained: telling.found() }
}

const TENANT = 'capacity'

async function putStaff({ directory }: IncidentActor, staff: readonly StaffMember[]): Promise<void> {
  const groups = new Set(staff.flatMap(({ teams }) => teams))
  for (const id of groups) await directory.putTeam({ id, name: id })
  for (const { id, teams, capacity } of staff) {
    await directory.putAgent({ id, name: id, teams: teams.slice(0, MOST_TEAMS), capacity })
  }
}
