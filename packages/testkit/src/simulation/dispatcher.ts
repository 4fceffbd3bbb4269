import type { BusinessCalendar, Duration } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'
import { travelEnd } from '../time/travel-end.js'
import type { Agenda } from './agenda.js'
import { hasPlace, type Roster } from './roster.js'
import type { DispatchCandidate, Dispatcher, DispatchRule } from './simulation-types.js'
import { streamOf } from './streams.js'
import { isWaiting, type Trace } from './trace.js'
import type { Traces } from './traces.js'
import { byUrgency } from './work-models.js'

/** What {@link dispatcher} takes. */
export interface DispatcherInput<Ticket, Calendar extends string> extends Omit<Dispatcher<Ticket, Calendar>, 'choose'> {
  /** {@link inTurn} without mistakes if left out. */
  readonly choose?: DispatchRule<Ticket>
}

/**
 * A modelled human dispatcher as the arm of a simulation: the desk does not route by itself.
 *
 * @example
 * ```ts
 * import { dispatcher, inTurn } from '@docket/testkit'
 *
 * export const arm = dispatcher({
 *   calendar: 'office',
 *   every: { minutes: 15 },
 *   perTicket: { seconds: 45 },
 *   choose: inTurn({ mistakes: 0.1 }),
 * })
 * ```
 */
export function dispatcher<Ticket, Calendar extends string = never>(
  input: DispatcherInput<Ticket, Calendar>,
): Dispatcher<Ticket, Calendar> {
  return { choose: inTurn(), ...input }
}

/** What {@link inTurn} takes. */
export interface InTurnInput<Ticket> {
  /** Who is thought of for a ticket at all; everybody if left out. */
  readonly among?: (ticket: Ticket, candidate: DispatchCandidate) => boolean
  /** For which share of the tickets the dispatcher looks neither at that nor at what they require, from 0 to 1; 0 if left out. */
  readonly mistakes?: number
}

/**
 * The rule to give tickets to the present agents in turn, whoever was given one longest ago first.
 *
 * @param rule - whom the dispatcher thinks of, and how careful the dispatcher is
 */
export function inTurn<Ticket>(rule: InTurnInput<Ticket> = {}): DispatchRule<Ticket> {
  const { among = () => true, mistakes = 0 } = rule
  return (ticket, candidates, random) => {
    const careless = random.chance(mistakes)
    const able = candidates.filter((candidate) => careless || (candidate.meets && among(ticket, candidate)))
    const [first] = able.toSorted((one, other) => one.turn - other.turn || (one.agent.id < other.agent.id ? -1 : 1))
    return first?.agent.id ?? null
  }
}

/** What a dispatcher at work needs of a run. */
export interface DispatchOptions<Ticket> {
  readonly seed: number
  readonly dispatcher: Dispatcher<Ticket>
  readonly calendars: ReadonlyMap<string, BusinessCalendar>
  readonly from: Instant
  readonly to: Instant
  readonly now: () => Instant
  readonly agenda: Agenda
  readonly roster: Roster<Ticket>
  readonly traces: Traces<Ticket>
  /** False when the desk refused it, because the agent is full. */
  readonly assign: (ticketId: string, agent: string) => Promise<boolean>
}

/** Lets a dispatcher work through a run. A look that comes due during the work of another is left out. */
export function startDispatcher<Ticket>(options: DispatchOptions<Ticket>): void {
  const { agenda, calendars, dispatcher: arm, from, to, now, traces } = options
  const { calendar: name } = arm
  const calendar = name === undefined ? null : calendars.get(name)
  if (calendar === undefined) {
    const message = `The dispatcher works by ${name}, which is no calendar of the desk; it has ${[...calendars.keys()].join(', ') || 'none'}.`
    throw new DocketError('INVALID_INPUT', message)
  }
  const every = milliseconds(arm.every)
  const perTicket = milliseconds(arm.perTicket)
  if (every === 0) throw new DocketError('INVALID_INPUT', 'Let the dispatcher look every so often: `every` is nothing.')
  const turns = new Map<string, number>()
  let freeAt = from

  const look = () => {
    if (now() < freeAt) return
    const queue = [...traces.waiting].sort(byUrgency)
    for (const trace of queue) {
      const start = Math.max(freeAt, now())
      freeAt = calendar === null ? start + perTicket : calendar.addMs(start, perTicket)
      agenda.put(freeAt, () => give(options, trace, turns))
    }
  }
  for (const { start, end } of calendar?.segments(new Date(from), new Date(to)) ?? [
    { start: new Date(from), end: new Date(to) },
  ]) {
    for (let at = start.getTime(); at < end.getTime(); at += every) agenda.put(at, look)
  }
}

async function give<Ticket>(
  { seed, dispatcher: { choose }, roster, traces, now, assign }: DispatchOptions<Ticket>,
  trace: Trace<Ticket>,
  turns: Map<string, number>,
): Promise<void> {
  if (!isWaiting(trace)) return
  const candidates = roster.present(now()).flatMap((member): DispatchCandidate[] => {
    const { agent } = member
    const held = [...traces.heldBy(agent.id)]
    if (!hasPlace(agent, trace, held)) return []
    const meets = roster.meets(agent.id, trace.ticket) && roster.isColleague(member, trace)
    return [{ agent, meets, load: held.reduce((sum, one) => sum + one.weight, 0), turn: turns.get(agent.id) ?? 0 }]
  })
  const chosen = choose(trace.ticket, candidates, streamOf(seed, 'dispatcher', trace.index))
  if (chosen === null || !(await assign(trace.id, chosen))) return
  turns.set(chosen, 1 + Math.max(0, ...turns.values()))
}

function milliseconds(duration: Duration): number {
  return travelEnd(0, duration)
}
