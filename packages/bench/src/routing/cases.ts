import { agentPool, type PooledAgent, type PoolNeed, type PoolNeedInput } from '@docket/core'
import { seededRandom } from '@docket/core/testing'
import type { Work } from '../measure/interleave.js'
import { filterAndSort, filterByNameAndSort, HandAgent, Heaps, scan } from './by-hand.js'
import { type Crew, skillsOf, TICKETS } from './crew.js'
import { Held } from './held.js'

// Each loop is written out: a shared one would call its work through a pointer, which costs as much as the work.

/** Our pool; with `anew`, what a ticket needs is said anew for each ticket. */
export function pooled(crew: Crew, busy: number, anew = false): Work {
  const pool = agentPool(crew.records, { random: seededRandom(1) })
  const needs = crew.needs.map((need) => pool.need(need))
  const held = new Held<PooledAgent>(busy)
  for (const [ticket, agent] of fill(crew, busy)) {
    const one = pool.agent(crew.records[agent]?.id ?? '')
    pool.hold(one, needs[ticket] as PoolNeed)
    held.put(one, ticket)
  }
  let ticket = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      ticket = (ticket + 1) % TICKETS
      const need = anew ? pool.need(crew.needs[ticket] as PoolNeedInput) : (needs[ticket] as PoolNeed)
      const agent = pool.pick(need)
      if (agent !== null) {
        pool.hold(agent, need)
        held.put(agent, ticket)
      }
      if (held.count <= busy) continue
      pool.release(held.agent, needs[held.ticket] as PoolNeed)
      held.drop()
    }
  }
}

/** A heap for each set of skills. */
export function heaped(crew: Crew, busy: number): Work {
  const heaps = new Heaps(crew.agents)
  const held = new Held<number>(busy)
  for (const [ticket, agent] of fill(crew, busy)) {
    heaps.assign(agent)
    held.put(agent, ticket)
  }
  let ticket = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      ticket = (ticket + 1) % TICKETS
      const agent = heaps.pick(crew.masks[ticket] as number)
      if (agent !== -1) {
        heaps.assign(agent)
        held.put(agent, ticket)
      }
      if (held.count <= busy) continue
      heaps.release(held.agent)
      held.drop()
    }
  }
}

/** A look at each agent. */
export function scanned(crew: Crew, busy: number): Work {
  const { agents, held } = plain(crew, busy)
  let ticket = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      ticket = (ticket + 1) % TICKETS
      const agent = scan(agents, crew.masks[ticket] as number)
      if (agent !== null) {
        agent.load += 1
        held.put(agent, ticket)
      }
      if (held.count <= busy) continue
      held.agent.load -= 1
      held.drop()
    }
  }
}

/** A filter and a sort. */
export function sorted(crew: Crew, busy: number): Work {
  const { agents, held } = plain(crew, busy)
  let ticket = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      ticket = (ticket + 1) % TICKETS
      const agent = filterAndSort(agents, crew.masks[ticket] as number)
      if (agent !== null) {
        agent.load += 1
        held.put(agent, ticket)
      }
      if (held.count <= busy) continue
      held.agent.load -= 1
      held.drop()
    }
  }
}

/** A filter and a sort, by the skills' names. */
export function sortedByName(crew: Crew, busy: number): Work {
  const { agents, held } = plain(crew, busy)
  const names = Array.from(crew.masks, (mask) => Object.keys(skillsOf(mask, 1)))
  let ticket = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      ticket = (ticket + 1) % TICKETS
      const agent = filterByNameAndSort(agents, names[ticket] as string[])
      if (agent !== null) {
        agent.load += 1
        held.put(agent, ticket)
      }
      if (held.count <= busy) continue
      held.agent.load -= 1
      held.drop()
    }
  }
}

function plain(crew: Crew, busy: number): { agents: HandAgent[]; held: Held<HandAgent> } {
  const agents = crew.agents.map((agent) => new HandAgent(agent))
  const held = new Held<HandAgent>(busy)
  for (const [ticket, at] of fill(crew, busy)) {
    const agent = agents[at] as HandAgent
    agent.load += 1
    held.put(agent, ticket)
  }
  return { agents, held }
}

/** Tickets with their agents, to begin with: all programs begin alike. */
function fill({ agents, masks }: Crew, busy: number): (readonly [ticket: number, agent: number])[] {
  const heaps = new Heaps(agents)
  const given: (readonly [number, number])[] = []
  for (let count = 0; given.length < busy && count < 4 * busy; count += 1) {
    const ticket = count % TICKETS
    const agent = heaps.pick(masks[ticket] as number)
    if (agent === -1) continue
    heaps.assign(agent)
    given.push([ticket, agent])
  }
  return given
}
