import { LEVELS as LEVEL_NAMES } from '../desk.js'
import type { Happening } from '../routing/journal.js'
import type { StaffMember } from '../routing/staff.js'

const LEVELS: readonly string[] = LEVEL_NAMES

interface Waiting {
  readonly incident: string
  readonly team: string | null
  readonly level: number
}

/**
 * What a desk should not have done, by its journal: taken a step back in time, given somebody more than fits or work of
 * another team, let an incident wait while somebody could take it, or passed over what was more urgent or older.
 */
export function wrongsIn(staff: readonly StaffMember[], journal: readonly Happening[]): string[] {
  const wrongs: string[] = []
  const free = new Map(staff.map(({ id, capacity }) => [id, capacity]))
  const waiting: Waiting[] = []
  const teamOf = new Map<string, string | null>()
  const mayTake = (agent: StaffMember | undefined, team: string | null) =>
    agent !== undefined && (team === null || agent.teams.includes(team))
  const couldBeTaken = (team: string | null) => staff.some((one) => mayTake(one, team) && (free.get(one.id) ?? 0) > 0)
  const idle = (when: string) =>
    wrongs.push(...waiting.filter(({ team }) => couldBeTaken(team)).map((one) => `${when}: ${one.incident} waits`))

  let before = Number.NEGATIVE_INFINITY
  for (const happening of journal) {
    const { what, at, incident, agent } = happening
    if (at < before) wrongs.push(`${incident} is ${what} earlier than what came before`)
    before = at
    if (what === 'solved') {
      idle(`before ${incident} is solved`)
      free.set(agent, (free.get(agent) ?? 0) + 1)
      continue
    }
    if (what === 'opened') {
      idle(`before ${incident} is opened`)
      teamOf.set(incident, happening.team)
      const level = LEVELS.indexOf(happening.priority)
      if (agent === null) waiting.push({ incident, team: happening.team, level })
    }
    if (agent === null) continue
    const who = staff.find(({ id }) => id === agent)
    if (what !== 'carried-over' && !mayTake(who, teamOf.get(incident) ?? null)) wrongs.push(`${agent} has ${incident}`)
    if (what === 'given') {
      const [first] = waiting.filter(({ team }) => mayTake(who, team)).sort((one, other) => one.level - other.level)
      if (first?.incident !== incident) wrongs.push(`${incident} goes before ${first?.incident}`)
      waiting.splice(
        waiting.findIndex((one) => one.incident === incident),
        1,
      )
    }
    free.set(agent, (free.get(agent) ?? 0) - 1)
    if ((free.get(agent) ?? 0) < 0) wrongs.push(`${agent} has no place for ${incident}`)
  }
  idle('at the end')
  return wrongs
}
