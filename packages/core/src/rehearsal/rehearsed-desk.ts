import type { Instant } from '../kernel/clock.js'
import type { Random } from '../kernel/random.js'
import type { Candidate } from '../routing/policy-types.js'
import { presenceOf } from '../routing/presence.js'
import { isOneCommand } from '../rules/commands-of.js'
import { dueRules } from '../rules/timed-rules.js'
import type { ActorReference, AgentRecord, TicketRecord } from '../store/record-types.js'
import { bringInLine, catchUpWithTime, settle } from '../ticket/catch-up.js'
import { type CommandContext, NOTHING_LOADED } from '../ticket/command.js'
import { route } from '../ticket/commands/route.js'
import { inOrderOfUrgency, waitsForAgent } from '../ticket/consequences.js'
import { countedNames, counterChanges, counterOf, holderOf, limitsOf } from '../ticket/counters.js'
import { TicketDraft } from '../ticket/draft.js'
import { isActive } from '../ticket/facts.js'
import { nextPriorityAt } from '../ticket/priority.js'
import { judge, SYSTEM_ACTOR } from '../ticket/promises.js'
import { isRefusal } from '../ticket/refusal.js'
import { decidesWho, routingOf } from '../ticket/routing.js'
import { doAsked } from './asked-actions.js'
import { SAME_WORK, type WorkAssumption } from './assumption.js'
import { type FlowAnew, workflowAnew } from './flow-anew.js'
import { OccurrenceQueue } from './occurrence-queue.js'
import {
  noteVerdicts,
  type ReplayedRun,
  type ReplayedTicket,
  type ReplayModel,
  stampOf,
  type TimedEvent,
} from './step.js'
import { type Content, firstAssignment, tell, tellAnew } from './told.js'
import { WaitingLine } from './waiting-line.js'

/** For so many waiting tickets the policy is asked in vain for an agent with a free place, as a running desk does. */
const MOST_IN_VAIN = 50

/** So many rules of time are asked one after the other without anything else happening. */
const MOST_DUE = 1_000

/** A ticket of history on its way through the rehearsal. */
interface Case {
  readonly history: readonly TimedEvent[]
  readonly content: Content
  readonly first: { readonly at: Instant; readonly agent: string } | null
  readonly runs: Map<string, ReplayedRun>
  /** Null until its first event. */
  ticket: TicketRecord | null
  /** The next event of its history. */
  next: number
  /** By how much what follows the first assignment comes later; null while it has not been given to anybody. */
  delay: number | null
  /** Whether its history goes on only when it is given to somebody. */
  halted: boolean
  /** When it was first given to an agent. */
  assignedAt: Instant | null
  /** Raised with each asking for an agent, so that an older one is not heeded. */
  asked: number
}

/** What may happen in a rehearsal. */
type Occurrence =
  | { readonly kind: 'history'; readonly ticketId: string }
  | { readonly kind: 'route'; readonly ticketId: string; readonly asked: number }

/** What came of a ticket. */
export interface RehearsedTicket extends ReplayedTicket {
  /** When it was first given to an agent; null if never. */
  readonly assignedAt: Instant | null
}

/** What a rehearsed desk runs on. */
export interface RehearsedDeskOptions extends ReplayModel {
  readonly agents: readonly AgentRecord[]
  readonly random: Random
  readonly assume?: WorkAssumption
  /** Is told of each change of a ticket. */
  readonly onChange: (before: TicketRecord | null, after: TicketRecord, at: Instant) => void
  /** Is told of a policy that failed on a ticket. */
  readonly onFailure: (ticketId: string, error: Error) => void
  /** Where rules, or the ways of tickets, are lived through anew; as history tells if left out. */
  readonly flow?: FlowAnew
  /** Is told when nothing more happens to a ticket. */
  readonly onEnd: (ended: RehearsedTicket) => void
}

/**
 * A desk that lives through history under a model, all tickets in the order of time: what customers did stays, who gets
 * what is decided anew, and what agents did follows by an assumption. Pure: the same options and histories, the same
 * course. It holds only tickets to which more can happen.
 */
export class RehearsedDesk {
  readonly #options: RehearsedDeskOptions
  readonly #decidesWho: boolean
  readonly #cases = new Map<string, Case>()
  readonly #queue = new OccurrenceQueue<Occurrence>()
  readonly #waiting = new WaitingLine()
  readonly #counters = new Map<string, number>()
  readonly #lastAgents = new Map<string, string>()

  constructor(options: RehearsedDeskOptions) {
    this.#options = options
    this.#decidesWho = decidesWho(options.model)
  }

  /** Takes a ticket's history up to the end of the rehearsal; the first event must not lie before the present. */
  begin(ticketId: string, history: readonly TimedEvent[], content: Content): void {
    const [begins] = history
    if (!begins) return
    const base = { ticket: null, next: 0, delay: null, halted: false, assignedAt: null, asked: 0 }
    this.#cases.set(ticketId, { history, content, first: firstAssignment(history), runs: new Map(), ...base })
    this.#queue.put(begins.at, { kind: 'history', ticketId })
  }

  /** Lets time pass up to an instant, which belongs to it. */
  advanceTo(until: Instant): void {
    for (let nextAt = this.#queue.nextAt; nextAt !== null && nextAt <= until; nextAt = this.#queue.nextAt) {
      const due = this.#queue.take()
      const one = due && this.#cases.get(due.item.ticketId)
      if (!due || !one) continue
      if (due.item.kind === 'history') this.#live(one, due.at)
      else if (one.ticket !== null && one.asked === due.item.asked) this.#route(one, one.ticket, due.at)
    }
  }

  /** Ends the rehearsal: all tickets that are left are looked at as of then. */
  finish(until: Instant): void {
    this.advanceTo(until)
    for (const one of [...this.#cases.values()]) this.#end(one, until)
  }

  /** Lets happen what history tells of a ticket at its next instant. */
  #live(one: Case, at: Instant): void {
    const { model, book, flow } = this.#options
    const first = one.history[one.next]
    if (!first) return
    const { tenant, ticketId } = first.event
    const draft = new TicketDraft(tenant, ticketId, one.ticket, stampOf(first.event, at))
    if (one.ticket !== null) this.#letTimePass(draft, at)
    for (let last = first; ; ) {
      const next = one.history[one.next]
      // Rules see what the whole of a command left, and nothing of the next one.
      if (next?.at !== first.at || (flow && next !== first && !isOneCommand(first.event, last.event, next.event))) break
      const { event } = next
      one.next += 1
      draft.stamp = { ...stampOf(event, at), actor: this.#actorOf(event.actor, one) }
      const forRequester = last.event.type === 'callback.recorded'
      if (flow) tellAnew(draft, event, one.content, this.#context([], null), flow, forRequester)
      else tell(draft, event, one.content, model, book.atHand)
      judge(draft, book.atHand(draft.ticket))
      last = next
      if (flow) continue
      // Coarse times put a whole life into one instant: somebody is to get the ticket before it goes on.
      if (event.type === 'ticket.created') break
    }
    this.#settle(one, draft, at, true)
    this.#planNext(one, at)
  }

  /** What the agent of history did, the agent here does. */
  #actorOf(actor: ActorReference, { first, ticket }: Case): ActorReference {
    return this.#decidesWho && first !== null && actor.id === first.agent && ticket?.assignee != null
      ? { ...actor, id: ticket.assignee }
      : actor
  }

  #planNext(one: Case, now: Instant): void {
    const next = one.history[one.next]
    const { ticket } = one
    if (ticket === null) return
    if (!next) {
      const { flow } = this.#options
      if (flow && !(this.#decidesWho && isActive(ticket.phase))) this.#end(one, flow.until)
      else if (!isActive(ticket.phase)) this.#end(one, now)
      return
    }
    const follows = this.#decidesWho && one.first !== null && next.at >= one.first.at
    one.halted = follows && one.delay === null
    if (one.halted) return
    this.#queue.put(Math.max(now, next.at + (follows ? (one.delay ?? 0) : 0)), { kind: 'history', ticketId: ticket.id })
  }

  #route(one: Case, ticket: TicketRecord, at: Instant): void {
    const { model, book } = this.#options
    const policy = routingOf(ticket, model)
    const { assignee } = ticket
    if (policy === null || !isActive(ticket.phase)) return
    const candidates = this.#candidates(ticket, at)
    const draft = new TicketDraft(ticket.tenant, ticket.id, ticket, { at, now: at, actor: SYSTEM_ACTOR, cause: null })
    const last = this.#options.agents.find(({ id }) => id === assignee) ?? null
    const context = this.#context(candidates, this.#lastAgents.get(ticket.requester.id) ?? null, last)
    this.#letTimePass(draft, at)
    const result = route.decide(draft, {}, context)
    const { offer } = draft.ticket
    // Who is asked takes it: why one would not, history cannot tell.
    if (offer !== null) acceptOffer(draft)
    this.#settle(one, draft, at, false)
    if (isRefusal(result) || result.againAt === undefined || one.ticket === null) return
    // Whoever is full tells when a place is free; here nothing else can change but by time.
    const now = one.ticket
    const comes = candidates.flatMap(({ presence: { code, until } }) =>
      code !== 'present' && until !== null && until > at ? [inOrderOfUrgency(until, now)] : [],
    )
    const rises = nextPriorityAt(now, model, book.atHand, at)
    const next = Math.min(...comes, rises ?? Number.POSITIVE_INFINITY)
    if (!Number.isFinite(next)) return
    one.asked += 1
    // Of those who wait for the same shift, the oldest is asked for first, as by a running desk's timers.
    const age = `${String(ticket.createdAt).padStart(16, '0')} ${ticket.id}`
    this.#queue.put(next, { kind: 'route', ticketId: ticket.id, asked: one.asked }, age)
  }

  /** Brings the rest in line with what was changed, and lets follow what it causes. */
  #settle(one: Case, draft: TicketDraft, at: Instant, asks: boolean): void {
    const { model, book, flow, onChange, onFailure } = this.#options
    for (const error of draft.failures) onFailure(draft.ticketId, error)
    if (draft.events.length === 0) return
    if (flow) this.#settleWithRules(draft, flow)
    else bringInLine(draft, model, book.atHand)
    const { before, ticket } = draft
    noteVerdicts(one.runs, draft.events)
    one.ticket = ticket
    this.#count(before, ticket)
    onChange(before, ticket, at)
    if (before !== null && waitsForAgent(before)) this.#waiting.remove(before)
    if (waitsForAgent(ticket)) this.#waiting.put(ticket)
    if (ticket.assignee !== null && ticket.assignee !== before?.assignee) this.#given(one, ticket, ticket.assignee, at)
    const held = before && holderOf(before)
    if (held !== null && held !== holderOf(ticket)) this.#giveWaitingTo(held, at)
    const reopened = before !== null && !isActive(before.phase) && isActive(ticket.phase)
    if (asks && (reopened || waitsForAgent(ticket)) && one.ticket === ticket) this.#route(one, ticket, at)
  }

  #given(one: Case, ticket: TicketRecord, agent: string, at: Instant): void {
    this.#lastAgents.set(ticket.requester.id, agent)
    one.assignedAt ??= at
    if (one.delay !== null || one.first === null) return
    const { assume = SAME_WORK } = this.#options
    const work = { ticket, agent, agentBefore: one.first.agent, at, atBefore: one.first.at }
    const delay = Math.round(assume.delay(work))
    one.delay = Number.isFinite(delay) ? delay : 0
    if (one.halted) this.#planNext(one, at)
  }

  /** Gives waiting work to an agent whose place became free. */
  #giveWaitingTo(agentId: string, at: Instant): void {
    const agent = this.#options.agents.find(({ id }) => id === agentId)
    if (!agent) return
    let inVain = 0
    for (let place = 0; ; ) {
      const ticket = this.#waiting.at(place)
      if (!ticket) return
      const load = this.#counters.get(counterOf('load', agentId)) ?? 0
      if ((agent.capacity !== null && load >= agent.capacity) || inVain === MOST_IN_VAIN) return
      const one = this.#cases.get(ticket.id)
      if (one?.ticket === ticket && this.#mayGet(agent, ticket)) {
        this.#route(one, ticket, at)
        if (one.ticket.assignee === null) inVain += 1
      }
      // Whoever got an agent has left the line, and the next one has its place.
      if (this.#waiting.at(place)?.id === ticket.id) place += 1
    }
  }

  #candidates(ticket: TicketRecord, at: Instant): Candidate[] {
    const { model, agents } = this.#options
    const names = countedNames(ticket)
    const count = (name: string, id: string) => this.#counters.get(counterOf(name, id)) ?? 0
    return agents
      .filter((agent) => this.#mayGet(agent, ticket))
      .map((agent) => ({
        agent,
        presence: presenceOf(agent, model.calendars, at),
        load: count(names.load, agent.id),
        channelLoad: count(names.channelLoad, agent.id),
        turn: count(names.turn, agent.id),
        solved: count(names.solved, agent.id),
      }))
  }

  #mayGet({ teams }: AgentRecord, ticket: TicketRecord): boolean {
    const { team } = ticket
    if (team === null) return true
    return (
      teams.includes(team) || routingOf(ticket, this.#options.model)?.teams?.some((one) => teams.includes(one)) === true
    )
  }

  #count(before: TicketRecord | null, after: TicketRecord): void {
    const holder = holderOf(after)
    const agent =
      holder !== null && holder !== (before && holderOf(before)) && this.#options.agents.find(({ id }) => id === holder)
    const turn = agent ? this.#nextTurn() - (this.#counters.get(counterOf('turn', agent.id)) ?? 0) : 0
    for (const { key, delta } of counterChanges(before, after, agent ? limitsOf(agent, after, turn) : null)) {
      this.#counters.set(key, Math.max(0, (this.#counters.get(key) ?? 0) + delta))
    }
  }

  #turn = 0

  #nextTurn(): number {
    this.#turn += 1
    return this.#turn
  }

  #end(one: Case, until: Instant): void {
    if (one.ticket === null) return
    const { tenant, id } = one.ticket
    const draft = new TicketDraft(tenant, id, one.ticket, { at: until, now: until, actor: SYSTEM_ACTOR, cause: null })
    // Also its priority comes to what it is by then.
    this.#letTimePass(draft, until)
    for (const error of draft.failures) this.#options.onFailure(id, error)
    this.#options.flow?.onEvents(draft.events)
    noteVerdicts(one.runs, draft.events)
    if (waitsForAgent(one.ticket)) this.#waiting.remove(one.ticket)
    this.#cases.delete(one.ticket.id)
    this.#options.onEnd({ ticket: draft.ticket, runs: [...one.runs.values()], assignedAt: one.assignedAt })
  }

  /** Brings a ticket to an instant, with all that time does by itself until then. */
  #letTimePass(draft: TicketDraft, until: Instant): void {
    const { model, book, flow } = this.#options
    if (!flow) {
      catchUpWithTime(draft, this.#context([], null), book.atHand, until, 'left')
      return
    }
    // What a rule of time asks for is done before the next one is asked.
    for (let taken = 0; taken < MOST_DUE; taken += 1) {
      const due = dueRules(draft.ticket, model.rules)[0]?.at
      if (due === undefined || due >= until) break
      this.#catchUp(draft, Math.max(due, draft.ticket.updatedAt), flow)
    }
    this.#catchUp(draft, until, flow)
  }

  #catchUp(draft: TicketDraft, until: Instant, flow: FlowAnew): void {
    const workflow = workflowAnew(flow, draft.ticket)
    const context = this.#context([], null, null, draft.ticket)
    const from = draft.events.length
    catchUpWithTime(draft, context, this.#options.book.atHand, until, workflow === null ? 'left' : 'taken')
    doAsked(draft, from, context, flow.onFailed)
  }

  #settleWithRules(draft: TicketDraft, flow: FlowAnew): void {
    const context = this.#context([], null, null, draft.ticket)
    const from = draft.ruled
    settle(draft, context, this.#options.book.atHand)
    doAsked(draft, from, context, flow.onFailed)
    for (const error of draft.failures) this.#options.onFailure(draft.ticketId, error)
    flow.onEvents(draft.events)
  }

  #context(
    candidates: readonly Candidate[],
    lastAgent: string | null,
    agent: AgentRecord | null = null,
    ticket: TicketRecord | null = null,
  ): CommandContext {
    const { model, book, random, flow } = this.#options
    const [first] = model.workflows
    // Without a flow nothing steps: where tickets went, history tells.
    const workflow = (flow && ticket && workflowAnew(flow, ticket)) ?? first
    const categories = flow?.categories ?? NOTHING_LOADED.categories
    return {
      model,
      workflow: workflow as CommandContext['workflow'],
      loaded: { ...NOTHING_LOADED, categories, candidates, lastAgent, agent },
      random,
      find: book.atHand,
      newId: () => 'rehearsed',
    }
  }
}

function acceptOffer(draft: TicketDraft): void {
  const { offer, team, decisions } = draft.ticket
  if (offer === null || decisions.assignment === null) return
  const data = { assignee: offer.agent, team: offer.team, previousAssignee: null, previousTeam: team }
  draft.add({ type: 'ticket.assigned', data: { ...data, decision: decisions.assignment } })
}
