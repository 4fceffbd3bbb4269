import { beginTrace, foldEvent, isWaiting, type Trace, type TracedEvent } from './trace.js'

/** Says whether an assignment was right. */
export interface AssignmentJudge<Ticket> {
  isPresent(agent: string, at: number): boolean
  meets(agent: string, ticket: Ticket): boolean
}

const NOBODY: ReadonlySet<never> = new Set()

/** All tickets of a run, as their events tell. */
export class Traces<Ticket> {
  /** In order of arrival. */
  readonly all: Trace<Ticket>[] = []
  /** Those that wait for an agent. */
  readonly waiting = new Set<Trace<Ticket>>()
  /** Those that are not solved. */
  readonly open = new Set<Trace<Ticket>>()
  /** Grows with each event. */
  revision = 0
  /** Of which events were missed. */
  readonly gaps = new Set<string>()
  readonly #byId = new Map<string, Trace<Ticket>>()
  readonly #held = new Map<string, Set<Trace<Ticket>>>()
  readonly #judge: AssignmentJudge<Ticket>
  #expected: { readonly ticket: Ticket; readonly index: number } | null = null
  #agents = new Set<string>()
  #offers: Trace<Ticket>[] = []
  #stirred = new Set<Trace<Ticket>>()

  constructor(judge: AssignmentJudge<Ticket>) {
    this.#judge = judge
  }

  /** The next ticket that is created is this one. Others, such as those of `setUp`, leave no trace. */
  expect(ticket: Ticket, index: number): void {
    this.#expected = { ticket, index }
  }

  find(id: string): Trace<Ticket> | undefined {
    return this.#byId.get(id)
  }

  /** What an agent holds or is offered. */
  heldBy(agent: string): ReadonlySet<Trace<Ticket>> {
    return this.#held.get(agent) ?? NOBODY
  }

  /** The agents for whom something has changed since this was last asked. */
  takeChanged(): readonly string[] {
    const changed = [...this.#agents]
    this.#agents = new Set()
    return changed
  }

  /** The tickets that something happened to since this was last asked. */
  takeStirred(): readonly Trace<Ticket>[] {
    const stirred = [...this.#stirred]
    this.#stirred = new Set()
    return stirred
  }

  /** The tickets that were offered since this was last asked. */
  takeOffered(): readonly Trace<Ticket>[] {
    const offered = this.#offers
    this.#offers = []
    return offered
  }

  /** Takes an event in; one that was told before is passed over, and one after a gap waits until the gap is mended. */
  fold(event: TracedEvent): void {
    const trace = this.#byId.get(event.ticketId)
    if (trace === undefined) this.#begin(event)
    else if (event.seq === trace.version + 1) this.#continue(trace, event)
    else if (event.seq > trace.version) this.gaps.add(event.ticketId)
  }

  #continue(trace: Trace<Ticket>, event: TracedEvent): void {
    const holder = trace.assignee ?? trace.offer?.agent
    const wasActive = trace.isActive
    foldEvent(trace, event)
    if (event.type === 'ticket.assigned' && trace.assignee !== null) this.#assigned(trace, trace.assignee, event.at)
    if (event.type === 'ticket.offered') this.#offers.push(trace)
    this.#move(trace, wasActive ? holder : undefined)
  }

  #begin(event: TracedEvent): void {
    if (event.type !== 'ticket.created' || this.#expected === null) return
    const { ticket, index } = this.#expected
    this.#expected = null
    const trace = beginTrace(event, ticket, index)
    this.all.push(trace)
    this.#byId.set(trace.id, trace)
    this.#move(trace, undefined)
  }

  #assigned(trace: Trace<Ticket>, agent: string, at: number): void {
    const meets = this.#judge.meets(agent, trace.ticket)
    trace.assignments += 1
    if (!meets || !this.#judge.isPresent(agent, at)) trace.ineligible += 1
    if (trace.assignedAt !== null) return
    Object.assign(trace, { assignedAt: at, firstAgent: agent, firstAgentMet: meets })
  }

  #move(trace: Trace<Ticket>, before: string | undefined): void {
    this.revision += 1
    this.#stirred.add(trace)
    const holder = trace.isActive ? (trace.assignee ?? trace.offer?.agent) : undefined
    if (before !== undefined) {
      this.#held.get(before)?.delete(trace)
      this.#agents.add(before)
    }
    if (holder !== undefined) {
      const held = this.#held.get(holder) ?? new Set()
      this.#held.set(holder, held.add(trace))
      this.#agents.add(holder)
    }
    keep(this.waiting, trace, isWaiting(trace))
    keep(this.open, trace, trace.isActive)
  }
}

function keep<Item>(set: Set<Item>, item: Item, isIn: boolean): void {
  if (isIn) set.add(item)
  else set.delete(item)
}
