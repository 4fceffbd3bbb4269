import type { Random } from '../src/kernel/random.js'
import type { PolicyTicket } from '../src/priority/policy-types.js'
import type { Candidate, RankContext } from '../src/routing/policy-types.js'
import type { AgentRecord } from '../src/store/record-types.js'
import { seededRandom } from '../src/testing/seeded-random.js'
import { ticketRecord } from '../src/testing/ticket-record.js'
import { START } from './records.js'

/** A present agent with ten places and nothing to do, changed as given, as routing sees it. */
export function candidate(id: string, changes: Partial<AgentRecord & Omit<Candidate, 'agent'>> = {}): Candidate {
  const { presence = PRESENT, load = 0, channelLoad = 0, solved = 0, turn = 0, ...own } = changes
  const agent: AgentRecord = {
    id,
    name: id,
    teams: [],
    capacity: 10,
    channels: {},
    status: 'present',
    shift: null,
    vacations: [],
    skills: {},
    languages: [],
    manager: null,
    authority: null,
    rating: null,
    weight: 1,
    ...own,
  }
  return { agent, presence, load, channelLoad, solved, turn }
}

const PRESENT = { code: 'present', until: null } as const

/** A ticket that waits for an agent, changed as given. */
export function waiting(changes: Partial<PolicyTicket> = {}): PolicyTicket {
  return { ...ticketRecord(), ...changes }
}

/** What a policy is given besides: nobody has worked for the requester, and nothing is required. */
export function rankContext(changes: Partial<RankContext> = {}): RankContext {
  return { now: START, random: seededRandom(1), lastAgent: null, requirements: {}, ...changes }
}

/** A chance that nobody may ask for. */
export const NO_CHANCE: Random = {
  next() {
    throw new Error('chance was asked for')
  },
}

/** Reasons as `code agent`, in order. */
export function gist(reasons: readonly { readonly code: string; readonly [value: string]: unknown }[]): string[] {
  return reasons.map(({ code, agent }) => (typeof agent === 'string' ? `${code} ${agent}` : code))
}
