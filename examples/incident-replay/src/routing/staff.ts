import { percentile } from '../figures/percentile.js'
import type { Spell } from './work.js'

/** Somebody who works at a desk, as the past shows it. */
export interface StaffMember {
  readonly id: string
  /** The groups that incidents were held for, sorted. */
  readonly teams: readonly string[]
  /** How many incidents the agent has held at once: the 90th percentile, rounded; at least 1, and what is held at the end. */
  readonly capacity: number
}

/**
 * Who worked on incidents before an instant, for which groups, and how much they hold: the number of incidents in an
 * agent's hands is counted each time that the agent is given one, that one included. Sorted by id.
 *
 * @param spells - of the incidents to learn from, in any order
 * @param until - in milliseconds since 1970-01-01T00:00:00Z; what began then or later is not looked at
 */
export function staffOf(spells: readonly Spell[], until: number): StaffMember[] {
  const bySomebody = new Map<string, Spell[]>()
  for (const spell of spells) {
    if (spell.from >= until) continue
    const others = bySomebody.get(spell.agent)
    if (others) others.push(spell)
    else bySomebody.set(spell.agent, [spell])
  }
  return [...bySomebody]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, held]) => ({ id, teams: teamsOf(held), capacity: capacityOf(held, until) }))
}

/** Whether a spell has begun before an instant, and has not ended by then. */
export function lastsAt({ from, to }: Spell, instant: number): boolean {
  return from < instant && (to === null || to > instant)
}

function teamsOf(held: readonly Spell[]): string[] {
  return [...new Set(held.flatMap(({ group }) => (group === null ? [] : [group])))].sort()
}

function capacityOf(held: readonly Spell[], until: number): number {
  let ends: number[] = []
  const counts = [...held]
    .sort((one, other) => one.from - other.from)
    .map(({ from, to }) => {
      ends = [...ends.filter((end) => end > from), to ?? Number.POSITIVE_INFINITY]
      return ends.length
    })
  const usual = percentile(
    counts.sort((one, other) => one - other),
    USUALLY,
  )
  return Math.max(1, Math.round(usual ?? 1), held.filter((spell) => lastsAt(spell, until)).length)
}

/** The share of the times in which an agent held no more than its capacity. */
const USUALLY = 0.9
