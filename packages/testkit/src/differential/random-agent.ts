import type { AgentRecord } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import { START } from '../store/records.js'
import { TEXTS } from './random-ticket.js'

/** Random values for everything of an agent that routing looks at. */
export function randomAgent(random: SeededRandom): Partial<AgentRecord> {
  return {
    teams: ['x', 'y'].filter(() => random.chance(0.5)),
    status: random.pick(['present', 'present', 'away', 'removed']),
    capacity: random.pick([null, 0, 3]),
    channels: random.chance(0.5) ? {} : { chat: random.below(3), [random.pick(TEXTS)]: 1 },
    shift: random.pick([null, 'office', '😀']),
    vacations: Array.from({ length: random.below(3) }, (_, place) => ({ from: START + place, to: START + place + 1 })),
    rating: random.pick([null, 0, 4.5, -1]),
    weight: random.pick([0, 0.1, 1, 3]),
  }
}
