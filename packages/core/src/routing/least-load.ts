import type { Reason } from '../kernel/error.js'
import type { AgentLoad } from '../store/record-types.js'
import type { RoutingPolicy } from './policy-types.js'

/**
 * Gives a ticket to the present agent whose share of used capacity is least. Agents without a limit compare by their
 * number of tickets over 100. Ties are broken by chance, so that they do not always fall on the same person.
 */
export function leastLoad(): RoutingPolicy<unknown> {
  return {
    id: 'least-load',
    version: 1,
    select(_ticket, candidates, { random }) {
      const free = candidates.filter((candidate) => refusal(candidate) === null)
      const least = Math.min(...free.map(share))
      const best = free.filter((candidate) => share(candidate) === least)
      const chosen = best[Math.floor(random.next() * best.length)]
      const reasons = candidates.map((candidate): Reason => {
        const { agent, load } = candidate
        const code =
          candidate === chosen
            ? 'least-load'
            : (refusal(candidate) ?? (share(candidate) === least ? 'tie' : 'more-load'))
        return { code, agent: agent.id, load, capacity: agent.capacity }
      })
      return {
        assignee: chosen?.agent.id ?? null,
        reasons: candidates.length === 0 ? [{ code: 'no-candidates' }] : reasons,
      }
    },
  }
}

function share({ agent, load }: AgentLoad): number {
  return load / (agent.capacity ?? 100)
}

function refusal({ agent, load }: AgentLoad): string | null {
  if (agent.status !== 'present') return 'absent'
  return agent.capacity !== null && load >= agent.capacity ? 'full' : null
}
