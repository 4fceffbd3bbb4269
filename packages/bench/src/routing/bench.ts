import { agentPool } from '@docket/core'
import { seededRandom } from '@docket/core/testing'
import { interleave, perSecond } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { filterAndSort, HandAgent, Heaps, scan } from './by-hand.js'
import { heaped, pooled, scanned, sorted, sortedByName } from './cases.js'
import { type Crew, crewOf, TICKETS } from './crew.js'

const SIZES = [10, 1_000, 10_000] as const
const UNIT = 'tickets/s'

/** Choosing an agent by skills, load and capacity, giving the ticket, and taking back another: against ways to write it by hand. */
export async function benchmarkRouting(report: Report): Promise<void> {
  const crews = SIZES.map((size) => crewOf(size))
  for (const crew of crews) requireAgreement(crew)
  const figures = await interleave(
    Object.fromEntries(
      crews.flatMap((crew, at) => [
        [`ours ${SIZES[at]}`, pooled(crew, crew.busy)],
        [`heap ${SIZES[at]}`, heaped(crew, crew.busy)],
        [`scan ${SIZES[at]}`, scanned(crew, crew.busy)],
        [`sort ${SIZES[at]}`, sorted(crew, crew.busy)],
        [`names ${SIZES[at]}`, sortedByName(crew, crew.busy)],
      ]),
    ),
  )
  const row = (size: number, what: string, name: string, goal: string | null) => {
    const [ours, reference] = [figures[`ours ${size}`] ?? [], figures[`${name} ${size}`] ?? []]
    report.row({ case: `${size} busy agents: ${what}`, ...against(ours, reference), goal, unit: UNIT })
  }
  for (const size of SIZES) {
    row(size, 'a heap per skill mask', 'heap', size === 10 ? null : '>= 0.4')
    row(size, 'a look at each, skills as bits', 'scan', null)
    row(size, 'filter + sort, skills as bits', 'sort', null)
    row(size, 'filter + sort, skills by name', 'names', size === 10 ? '>= 2' : null)
  }
  report.row({
    case: 'time for 10000 busy agents to time for 1000',
    ...compared(figures['ours 10000'] ?? [], figures['ours 1000'] ?? []),
    goal: '<= 1.8',
    unit: 'µs',
    note: 'both are ours',
  })
}

/** The same where it may be harder: nobody has anything to do, needs are not known, no two agents are alike. */
export async function benchmarkRoutingElsewhere(report: Report): Promise<void> {
  const crews = SIZES.map((size) => crewOf(size))
  const unlike = [1_000, 10_000].map((size) => crewOf(size, { unlike: true }))
  const figures = await interleave(
    Object.fromEntries([
      ...crews.flatMap((crew, at) => [
        [`heap ${SIZES[at]}`, heaped(crew, crew.busy)],
        [`anew ${SIZES[at]}`, pooled(crew, crew.busy, true)],
        [`idle ${SIZES[at]}`, pooled(crew, 0)],
        [`idle heap ${SIZES[at]}`, heaped(crew, 0)],
      ]),
      ...unlike.map((crew) => [`unlike ${crew.agents.length}`, pooled(crew, crew.busy)]),
    ]),
  )
  const row = (what: string, name: string, theirs: string, goal: string | null) =>
    report.row({ case: what, ...against(figures[name] ?? [], figures[theirs] ?? []), goal, unit: UNIT })
  for (const size of SIZES) {
    const goal = size === 10 ? null : '>= 0.4'
    row(`${size} idle agents, who give back at once: a heap per skill mask`, `idle ${size}`, `idle heap ${size}`, goal)
  }
  for (const size of SIZES) {
    const what = `${size} busy agents, needs said anew for each ticket: a heap per skill mask`
    row(what, `anew ${size}`, `heap ${size}`, null)
  }
  for (const { agents } of unlike) {
    const size = agents.length
    row(`${size} busy agents, no two alike: a heap per skill mask`, `unlike ${size}`, `heap ${size}`, null)
  }
}

const against = (ours: readonly number[], reference: readonly number[]) =>
  compared(perSecond(ours), perSecond(reference))

/** Lets all ways follow ours and compares the share that each would have chosen: among equals they may differ. */
function requireAgreement(crew: Crew): void {
  const pool = agentPool(crew.records, { random: seededRandom(2) })
  const heaps = new Heaps(crew.agents)
  const agents = crew.agents.map((agent) => new HandAgent(agent))
  const places = new Map(agents.map(({ id }, at) => [id, at]))
  const given: number[] = []
  for (let count = 0; count < Math.min(crew.busy * 2, TICKETS); count += 1) {
    const mask = crew.masks[count] as number
    const need = pool.need(crew.needs[count] as Crew['needs'][number])
    const chosen = pool.pick(need)
    const [byScan, bySort, byHeap] = [scan(agents, mask), filterAndSort(agents, mask), heaps.pick(mask)]
    const place = places.get(chosen?.id ?? '') ?? -1
    const shares = [agents[place], byScan, bySort, agents[byHeap]].map((one) => (one ? one.load / one.capacity : null))
    if (new Set(shares).size > 1) throw new Error(`Ticket ${count}: the ways chose shares of ${shares.join(', ')}`)
    const agent = agents[place]
    if (agent && chosen) {
      agent.load += 1
      pool.hold(chosen, need)
      heaps.assign(place)
      given.push(place)
    }
    const first = given.length > crew.busy ? given.shift() : undefined
    const back = first === undefined ? undefined : agents[first]
    if (first === undefined || !back) continue
    back.load -= 1
    heaps.release(first)
    pool.release(pool.agent(back.id), need)
  }
}
