import type { ManualClock } from '@docket/core/testing'
import { fieldsOf } from '../commands.js'
import type { IncidentActor, IncidentDesk } from '../desk.js'
import type { Carried } from './carry-over.js'
import { TellingIncidents, type Waited } from './explain-incidents.js'
import type { RoutedIncident } from './incidents.js'
import type { Happening } from './journal.js'

/** A ticket that waits for an agent. */
interface Waiting {
  readonly incident: RoutedIncident
  /** How long the work takes; null for ever. */
  readonly tookMs: number | null
  /** What the desk said when it had nobody for it. */
  readonly first: Waited['first']
}

/** A ticket that is in an agent's hands, and when it will be solved. */
interface Due {
  readonly at: number
  readonly id: string
  readonly incident: string
  readonly agent: string
}

/** Opens and solves incidents on a desk, at their instants, and writes down what the desk does with them. */
export class DeskLife {
  readonly #clock: ManualClock
  readonly #lead: IncidentActor
  /** In the order in which it happened. */
  readonly journal: Happening[] = []
  /** Those that are worth being explained. */
  readonly telling = new TellingIncidents()
  /** What the desk told of since it was last asked: tickets, and to whom they were given. */
  #told: { readonly id: string; readonly agent: string }[] = []
  /** By ticket. */
  readonly #waiting = new Map<string, Waiting>()
  /** In the order of time. */
  readonly #due: Due[] = []

  /** @param clock - the desk's; moved by each step */
  constructor(desk: IncidentDesk, lead: IncidentActor, clock: ManualClock) {
    this.#lead = lead
    this.#clock = clock
    desk.subscribe((event) => {
      if (event.type !== 'ticket.assigned' || event.data.assignee === null) return
      this.#told.push({ id: event.ticketId, agent: event.data.assignee })
    })
  }

  /** Takes note of a ticket that was in an agent's hands before. */
  carryOver({ id, incident, agent, solvedAt }: Carried): void {
    this.#told = []
    this.journal.push({ what: 'carried-over', at: this.#clock.now(), incident, agent })
    if (solvedAt !== null) this.#schedule({ id, incident, agent, at: solvedAt })
  }

  /** Opens an incident at its instant; the desk looks for an agent at once. */
  async open(incident: RoutedIncident, tookMs: number | null): Promise<void> {
    this.#clock.set(new Date(incident.opening.openedAt))
    const ticket = await this.#lead.create(ticketOf(incident))
    const { id, team, assignee: agent, priority } = ticket
    this.#told = []
    const explanation = await this.#lead.explain(id)
    const { assignment } = explanation
    const abstained = assignment?.reasons.some(({ code }) => code === 'learned-abstained') ?? false
    const at = this.#clock.now()
    this.journal.push({ what: 'opened', at, incident: incident.incident, priority, team, abstained, agent })
    if (agent === null) this.#waiting.set(id, { incident, tookMs, first: assignment })
    else this.#begin(id, { incident, tookMs }, agent)
    const waited = agent === null ? { first: assignment, ms: null } : null
    this.telling.consider({ ...incident, ticket, explanation, waited })
  }

  /** Solves what is done by then, one after the other; the desk gives each free place to what waits. */
  async solveUntil(until: number): Promise<void> {
    for (let next = this.#due[0]; next !== undefined && next.at <= until; next = this.#due[0]) {
      this.#due.shift()
      const { at, id, incident, agent } = next
      this.#clock.set(new Date(at))
      await this.#lead.send(id, { type: 'resolve' })
      this.journal.push({ what: 'solved', at, incident, agent })
      const told = this.#told
      this.#told = []
      for (const given of told) await this.#given(given.id, given.agent)
    }
  }

  async #given(id: string, agent: string): Promise<void> {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) throw new Error(`The desk gave ${agent} the ticket ${id}, which did not wait.`)
    this.#waiting.delete(id)
    const { incident, first } = waiting
    const at = this.#clock.now()
    this.journal.push({ what: 'given', at, incident: incident.incident, agent })
    this.#begin(id, waiting, agent)
    const [ticket, explanation] = [await this.#lead.get(id), await this.#lead.explain(id)]
    const ms = at - incident.opening.openedAt
    this.telling.consider({ ...incident, ticket, explanation, waited: { first, ms } })
  }

  #begin(id: string, { incident: { incident }, tookMs }: Omit<Waiting, 'first'>, agent: string): void {
    if (tookMs !== null) this.#schedule({ id, incident, agent, at: this.#clock.now() + tookMs })
  }

  #schedule(due: Due): void {
    const place = this.#due.findIndex(({ at }) => at > due.at)
    this.#due.splice(place < 0 ? this.#due.length : place, 0, due)
  }
}

function ticketOf({ incident, opening }: RoutedIncident): Parameters<IncidentActor['create']>[0] {
  const { openedAt: _, caller, category, ...fields } = opening
  return {
    subject: `Incident ${incident}`,
    requester: { id: caller },
    ...(category !== null && { category }),
    fields: fieldsOf(fields),
  }
}
