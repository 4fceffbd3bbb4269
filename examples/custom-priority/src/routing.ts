import { defineRouting, experience, leastLoad, type Ranking, sticky } from '@docket/core'
import type { SupportFields } from './fields.js'

/** The team that helps out when another is nearly full. */
export const GENERALISTS = 'generalists'

/** So many places everybody is to keep for what cannot wait. */
const RESERVE = 2

/** The team's own strategy: whoever still has places for something urgent afterwards; what is urgent itself may take them. */
const keepsRoom: Ranking<SupportFields> = {
  id: 'keeps-room',
  rank(ticket, { agent, load }) {
    if (agent.capacity === null || ticket.priorityRank <= 2) return 1
    return agent.capacity - load - ticket.weight >= RESERVE ? 1 : 0
  },
}

const URGENT = { priority: ['critical', 'high'] } as const

/** The team's own routing: tiers, tried in order. */
export const routing = defineRouting<SupportFields>({
  id: 'support',
  requires: ({ requester }) => (requester.locale?.startsWith('zh') ? { languages: ['zh'] } : {}),
  tiers: [
    { name: 'urgent', when: URGENT, by: [experience(), leastLoad()] },
    {
      name: 'overflow',
      when: { not: URGENT },
      ifSaturated: 0.8,
      teams: [GENERALISTS],
      by: [keepsRoom, experience(), leastLoad()],
    },
    { name: 'own', by: [keepsRoom, sticky(), leastLoad()] },
    { name: 'anybody', teams: [GENERALISTS], by: [leastLoad()] },
  ],
})
