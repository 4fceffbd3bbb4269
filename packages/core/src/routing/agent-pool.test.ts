import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidate, NO_CHANCE, rankContext, waiting } from '../../test/candidates.js'
import { thrown } from '../../test/thrown.js'
import { seededRandom } from '../testing/seeded-random.js'
import { agentPool } from './agent-pool.js'
import type { PoolNeedInput } from './agent-pool-types.js'
import { pick } from './pick.js'
import type { Candidate } from './policy-types.js'
import { leastLoad } from './strategies/least-load.js'

const MAIL = { channel: 'mail', weight: 1 }
const agentOf = (id: string, changes: Parameters<typeof candidate>[1] = {}) => candidate(id, changes).agent

/** A step of a random walk through a pool: something is asked, and then agents change. */
const step = fc.record({
  channel: fc.constantFrom('mail', 'chat'),
  weight: fc.constantFrom(0, 0.5, 1, 2),
  skills: fc.dictionary(fc.constantFrom('law', 'tax'), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 }),
  languages: fc.constantFrom([], ['de'], ['zh', 'fr']),
  authority: fc.constantFrom(undefined, undefined, 50),
  teams: fc.constantFrom(undefined, undefined, ['lamps'], ['desks', 'night']),
  passedBy: fc.constantFrom([], [], ['a0'], ['a1', 'a2', 'nobody']),
  /** Whether the one who is picked takes the ticket. */
  takes: fc.boolean(),
  changes: fc.array(fc.tuple(fc.nat(), fc.constantFrom('hold', 'hold', 'release', 'away', 'present')), {
    maxLength: 12,
  }),
})
const anyAgent = fc.record({
  capacity: fc.constantFrom(null, 0, 1, 3, 4, 8),
  channels: fc.constantFrom({}, {}, { chat: 1 }, { chat: 0, mail: 2 }),
  skills: fc.constantFrom({}, { law: 2 }, { tax: 3, law: 1 }, { law: 1, tax: 3 }),
  languages: fc.constantFrom([], ['zh-Hant'], ['de', 'fr']),
  authority: fc.constantFrom(null, 10, 50),
  teams: fc.constantFrom([], ['lamps'], ['night', 'lamps']),
  status: fc.constantFrom('present', 'present', 'present', 'away'),
})
type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** Agents as `pick` sees them, whose loads follow the walk. */
class Plain {
  readonly #loads = new Map<string, number>()
  readonly #away = new Set<string>()
  readonly #agents: readonly Candidate['agent'][]

  constructor(agents: readonly Candidate['agent'][]) {
    this.#agents = agents
    for (const { id, status } of agents) this.setPresence(id, status === 'present')
  }

  setPresence(id: string, present: boolean): void {
    if (present) this.#away.delete(id)
    else this.#away.add(id)
  }

  add(id: string, weight: number, channel: string): void {
    for (const key of [id, `${id} ${channel}`]) this.#loads.set(key, Math.max(0, this.#load(key) + weight))
  }

  /** Everybody among whom the choice falls by chance, as the numbers that chance may give tell. */
  equals({ channel, weight, skills, languages, authority, teams, passedBy }: Step): (string | null)[] {
    const candidates = this.#agents
      .filter((agent) => teams === undefined || teams.some((team) => agent.teams.includes(team)))
      .map((agent): Candidate => {
        const presence = { code: this.#away.has(agent.id) ? 'away' : 'present', until: null } as const
        const loads = { load: this.#load(agent.id), channelLoad: this.#load(`${agent.id} ${channel}`) }
        return { agent, presence, ...loads, solved: 0, turn: 0 }
      })
    const requirements = { skills, languages, ...(authority !== undefined && { authority }) }
    const chosen = (next: number) => {
      const context = rankContext({ requirements, random: { next: () => next } })
      return pick([leastLoad()], waiting({ channel, weight, passedBy }), candidates, context)
    }
    const ties = chosen(0).reasons.filter(({ code }) => code === 'tie').length + 1
    return draws(ties).map((next) => chosen(next).assignee)
  }

  #load(key: string): number {
    return this.#loads.get(key) ?? 0
  }
}

/** The middle of each of so many equal parts of what chance may give. */
const draws = (count: number) => Array.from({ length: count }, (_, index) => (index + 0.5) / count)

describe('a pool of agents', () => {
  it('gives the answers of least load, and among equals to each the same part of chance', () => {
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 40 }), fc.array(step, { maxLength: 25 }), (drawn, walk) => {
        const agents = drawn.map((each, index) => agentOf(`a${index}`, each))
        const plain = new Plain(agents)
        let next = 0
        const pool = agentPool(agents, { random: { next: () => next } })
        for (const one of walk) {
          const { channel, weight, skills, languages, authority, teams, passedBy, changes, takes } = one
          const requirements = { skills, languages, ...(authority !== undefined && { authority }) }
          const need = pool.need({ channel, weight, requirements, ...(teams && { teams }) })
          const equals = plain.equals(one)
          const answers = draws(equals.length).map((number) => {
            next = number
            return pool.pick(need, { passedBy })?.id ?? null
          })
          expect(answers.toSorted()).toEqual(equals.toSorted())

          const [picked = null] = answers
          if (picked !== null && takes) {
            pool.hold(pool.agent(picked), need)
            plain.add(picked, weight, channel)
          }
          for (const [who, change] of agents.length > 0 ? changes : []) {
            const other = agents[who % agents.length]?.id ?? ''
            if (change === 'hold' || change === 'release') {
              pool[change](pool.agent(other), need)
              plain.add(other, change === 'hold' ? weight : -weight, channel)
            } else {
              pool.setPresence(pool.agent(other), change === 'present')
              plain.setPresence(other, change === 'present')
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('asks chance once among equals, and not where there is one', () => {
    const pool = agentPool([agentOf('a'), agentOf('b')], { random: NO_CHANCE })
    const need = pool.need(MAIL)
    expect(() => pool.pick(need)).toThrow('chance was asked for')
    pool.hold(pool.agent('a'), need)
    expect(pool.pick(need)?.id).toBe('b')
    const empty = agentPool([], { random: NO_CHANCE })
    expect(empty.pick(empty.need(MAIL))).toBeNull()
  })

  it('repeats for the same seed', () => {
    const agents = Array.from({ length: 30 }, (_, index) => agentOf(`a${index}`, { skills: { law: 1 + (index % 5) } }))
    const picks = (seed: number) => {
      const pool = agentPool(agents, { random: seededRandom(seed) })
      const need = pool.need(MAIL)
      return Array.from({ length: 50 }, () => pool.pick(need)?.id)
    }
    expect(picks(5)).toEqual(picks(5))
    expect(picks(5)).not.toEqual(picks(6))
  })

  it('tells needs apart by their content alone', () => {
    const pool = agentPool([agentOf('a', { skills: { law: 2 } })], { random: NO_CHANCE })
    const law = (level: number): PoolNeedInput => ({ ...MAIL, requirements: { skills: { law: level } } })
    expect(pool.need(law(2))).toBe(pool.need(law(2)))
    expect(pool.pick(pool.need(law(2)))?.id).toBe('a')
    expect(pool.pick(pool.need(law(3)))).toBeNull()
  })

  it('knows a need after so many others that it no longer remembers it', () => {
    const agents = Array.from({ length: 3 }, (_, index) => agentOf(`a${index}`, { channels: { chat: 5 } }))
    const pool = agentPool(agents, { random: NO_CHANCE })
    const first = pool.need({ channel: 'chat', weight: 1 })
    pool.hold(pool.agent('a0'), first)
    pool.hold(pool.agent('a1'), first)
    for (let count = 1; count <= 1_000; count += 1) pool.need({ channel: 'chat', weight: 1 + count / 1_000 })
    pool.hold(pool.agent('a2'), first)
    pool.release(pool.agent('a0'), first)
    expect(pool.pick(first)?.id).toBe('a0')
    expect(pool.need({ channel: 'chat', weight: 1 })).not.toBe(first)
    expect(pool.pick(pool.need({ channel: 'chat', weight: 1 }))?.id).toBe('a0')
  })
})

describe('a pool refuses', () => {
  it('an agent whom it does not have, and agents and needs of another', () => {
    const pool = agentPool([agentOf('a')], { random: NO_CHANCE })
    const other = agentPool([agentOf('a')], { random: NO_CHANCE })
    const need = pool.need(MAIL)
    expect(thrown('NOT_FOUND', () => pool.agent('b')).message).toContain('no agent b')
    expect(thrown('INVALID_INPUT', () => pool.hold(other.agent('a'), need)).message).toContain('agent is not of this')
    expect(thrown('INVALID_INPUT', () => pool.setPresence({ id: 'a' }, true)).message).toContain('agent is not of this')
    expect(thrown('INVALID_INPUT', () => other.pick(need)).message).toContain('need is not of this')
    expect(thrown('INVALID_INPUT', () => pool.release(pool.agent('a'), MAIL)).message).toContain('need is not of this')
  })

  it('an agent who is given twice', () => {
    const twice = () => agentPool([agentOf('a'), agentOf('b'), agentOf('a')], { random: NO_CHANCE })
    expect(thrown('INVALID_INPUT', twice).message).toContain('given the agent a twice')
  })
})
