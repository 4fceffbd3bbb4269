import type { Instant } from '../kernel/clock.js'
import type { TicketRecord } from '../store/record-types.js'
import { holderOf } from '../ticket/counters.js'
import { isActive } from '../ticket/facts.js'
import { percentiles } from './percentiles.js'
import type { HourOfTeam, RehearsedRouting, WorkOfAgent } from './rehearsal-types.js'
import type { RehearsedTicket } from './rehearsed-desk.js'

const HOUR_MS = 3_600_000
const MOST_HOURS = 100_000

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] }
type Hour = Mutable<Omit<HourOfTeam, 'hour'>> & { readonly at: Instant }

/** Counts who gets what in a rehearsal, as it goes. */
export class RoutingTally {
  readonly #agents = new Map<string, Mutable<WorkOfAgent> & { held: number }>()
  readonly #held = new Map<string, number>()
  readonly #hours = new Map<string, Hour>()
  readonly #waits: number[] = []
  #unassigned = 0

  /** @param agents - who is counted even if nothing comes to them */
  constructor(agents: readonly string[]) {
    for (const id of agents) this.#agent(id)
  }

  /** Takes in a change of a ticket. */
  changed(before: TicketRecord | null, after: TicketRecord, at: Instant): void {
    if (before === null) this.#hour(after.team, at).opened += 1
    const was = before && holderOf(before)
    const is = holderOf(after)
    if (was !== is) {
      if (was !== null) this.#hold(was, before?.team ?? null, at, -1)
      if (is !== null) {
        this.#hold(is, after.team, at, 1)
        this.#agent(is).assigned += 1
        this.#hour(after.team, at).assigned += 1
      }
    }
    if (before !== null && isActive(before.phase) && !isActive(after.phase)) {
      this.#hour(after.team, at).solved += 1
      if (after.assignee !== null) this.#agent(after.assignee).solved += 1
    }
  }

  /** Takes in a ticket to which nothing more happens. */
  ended({ ticket, assignedAt }: RehearsedTicket): void {
    if (assignedAt === null) this.#unassigned += 1
    else this.#waits.push((assignedAt - ticket.createdAt) / 1000)
  }

  summary(): RehearsedRouting {
    const hours = [...this.#hours.values()].sort((a, b) => a.at - b.at || (a.team < b.team ? -1 : 1))
    const agents = [...this.#agents].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      assigned: this.#waits.length,
      unassigned: this.#unassigned,
      waited: this.#waits.length > 0 ? percentiles(this.#waits) : null,
      byAgent: Object.fromEntries(
        agents.map(([id, { assigned, solved, mostHeld }]) => [id, { assigned, solved, mostHeld }]),
      ),
      hours: hours.slice(0, MOST_HOURS).map(({ at, ...hour }) => ({ hour: new Date(at), ...hour })),
    }
  }

  #hold(agent: string, team: string | null, at: Instant, change: number): void {
    const one = this.#agent(agent)
    one.held += change
    one.mostHeld = Math.max(one.mostHeld, one.held)
    const held = (this.#held.get(team ?? '') ?? 0) + change
    this.#held.set(team ?? '', held)
    const hour = this.#hour(team, at)
    hour.mostHeld = Math.max(hour.mostHeld, held)
  }

  #agent(id: string) {
    const known = this.#agents.get(id) ?? { assigned: 0, solved: 0, mostHeld: 0, held: 0 }
    this.#agents.set(id, known)
    return known
  }

  #hour(team: string | null, at: Instant): Hour {
    const begin = Math.floor(at / HOUR_MS) * HOUR_MS
    const key = `${begin} ${team ?? ''}`
    const held = this.#held.get(team ?? '') ?? 0
    const known = this.#hours.get(key) ?? {
      at: begin,
      team: team ?? '',
      opened: 0,
      assigned: 0,
      solved: 0,
      mostHeld: held,
    }
    this.#hours.set(key, known)
    return known
  }
}
