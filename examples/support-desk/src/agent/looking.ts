import { nameOf } from '../people.js'

const WITHIN_MS = 8_000

/** Who has a ticket's page open, as their pages say every few seconds. In one process; several would share it. */
export function looking() {
  const seen = new Map<string, Map<string, number>>()
  return {
    /** Says that an agent looks at it; gives the names of the others. */
    at(ticketId: string, agent: string, now: number): readonly string[] {
      const here = new Map([...(seen.get(ticketId) ?? [])].filter(([, at]) => now - at < WITHIN_MS))
      here.set(agent, now)
      seen.set(ticketId, here)
      return [...here.keys()].filter((id) => id !== agent).map((id) => nameOf({ type: 'agent', id }))
    },
  }
}
