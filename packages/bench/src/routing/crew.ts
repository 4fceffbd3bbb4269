import type { AgentRecord, PoolNeedInput } from '@docket/core'
import { seededRandom } from '@docket/core/testing'

const SKILLS = ['german', 'french', 'chinese', 'billing', 'law', 'hardware', 'network', 'returns']
/** So many tickets come in turn. */
export const TICKETS = 4_096
/** The share of all capacity that is in use while agents are busy. */
const BUSY = 0.6

/** An agent with a bit for each skill. */
export interface PlainAgent {
  readonly id: string
  readonly mask: number
  readonly capacity: number
}

/** A desk's agents, and the tickets that come to it. */
export interface Crew {
  readonly agents: readonly PlainAgent[]
  readonly records: readonly AgentRecord[]
  /** What the tickets need, as bits and as a desk says it: one skill, and every third time two. */
  readonly masks: Int32Array
  readonly needs: readonly PoolNeedInput[]
  /** So many tickets are held while agents are busy. */
  readonly busy: number
}

/** Agents with two to four of eight skills and four to eight places each; the same in each run. */
export function crewOf(size: number, { unlike = false } = {}): Crew {
  const random = seededRandom(7)
  const below = (limit: number) => Math.floor(random.next() * limit)
  const agents = Array.from({ length: size }, (_, index): PlainAgent => {
    let mask = 0
    for (let left = 2 + below(3); left > 0; left -= 1) mask |= 1 << below(SKILLS.length)
    return { id: `agent-${index}`, mask, capacity: 4 + below(5) }
  })
  const masks = Int32Array.from({ length: TICKETS }, () => {
    const one = 1 << below(SKILLS.length)
    return random.next() < 0.3 ? one | (1 << below(SKILLS.length)) : one
  })
  return {
    agents,
    records: agents.map((agent, index) => recordOf(agent, unlike ? index : null)),
    masks,
    needs: Array.from(masks, (mask) => ({ channel: 'web', weight: 1, requirements: { skills: skillsOf(mask, 1) } })),
    busy: Math.round(agents.reduce((sum, { capacity }) => sum + capacity, 0) * BUSY),
  }
}

function recordOf({ id, mask, capacity }: PlainAgent, authority: number | null): AgentRecord {
  return {
    id,
    name: id,
    teams: [],
    capacity,
    channels: {},
    status: 'present',
    shift: null,
    vacations: [],
    skills: skillsOf(mask, 3),
    languages: [],
    manager: null,
    authority,
    rating: null,
    weight: 1,
  }
}

/** The skills of some bits, each with a level. */
export function skillsOf(mask: number, level: number): Record<string, number> {
  return Object.fromEntries(SKILLS.flatMap((skill, bit) => (mask & (1 << bit) ? [[skill, level]] : [])))
}
