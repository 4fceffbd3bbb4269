import type { DeskDefinition, DeskShape } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'
import { notFollowing } from '../time/movable-clock.js'
import { arrivalsOf } from './arrivals.js'
import { startDispatcher } from './dispatcher.js'
import type { Run } from './open-run.js'
import type { SimulationOptions } from './simulation-types.js'
import { endStay } from './stay.js'
import { streamOf } from './streams.js'
import { WaitingWatch } from './waiting-watch.js'

/** What fires at one instant and is due again at once would never end. */
const MOST_AT_ONCE = 10_000

/**
 * Plays a run: goes from one instant to the next at which a timer of the desk is due or somebody does something, the
 * desk first, and lets each cause all that follows before the next. It is over when every ticket is solved.
 */
export async function play<Shape extends DeskShape>(
  run: Run<Shape>,
  definition: DeskDefinition<Shape>,
  options: SimulationOptions<Shape>,
): Promise<void> {
  const { agenda, clock, end, roster, staff, traces } = run
  const watch = new WaitingWatch(roster, traces)
  let toCome = putArrivals(run, options, () => {
    toCome -= 1
  })
  putDispatcher(run, definition, options)
  // At the end of a shift nothing is done, and from then on nobody can take what waits.
  for (const { presence } of roster.members.values()) for (const at of presence.ends) agenda.put(at, () => {})

  for (let due = await settle(run, options); toCome > 0 || traces.open.size > 0; ) {
    const next = Math.max(Math.min(due, agenda.next), clock.now())
    clock.set(new Date(Math.min(next, end)))
    if (next > end) break
    if (due <= next) due = await settle(run, options)
    while (agenda.next <= next) {
      await agenda.take()?.run()
      due = await settle(run, options)
    }
    watch.rest(next)
  }
  watch.end(clock.now())
  staff.end()
  for (const trace of traces.all) endStay(trace, clock.now())
}

/**
 * Lets the desk and the agents do what comes of what has happened, until nothing more comes of it at this instant.
 * Returns when a timer or effect is due next; infinity for never.
 */
async function settle<Shape extends DeskShape>(run: Run<Shape>, options: SimulationOptions<Shape>): Promise<Instant> {
  const { clock, people, staff, traces } = run
  for (let fired = 0, isStuck = false; ; ) {
    for (const trace of traces.takeStirred()) staff.stir(trace)
    for (const agent of traces.takeChanged()) staff.look(agent)
    putOfferAnswers(run, options)
    const due = (await people.ask((desk) => desk.system.nextWakeupAt()))?.getTime() ?? Number.POSITIVE_INFINITY
    if (due < Number.POSITIVE_INFINITY) await run.checkClock()
    if (due > clock.now()) return due
    if (isStuck) throw notFollowing()
    if (fired >= MOST_AT_ONCE) throw endless(clock.now())
    const { timers, messages } = await people.ask((desk) => desk.system.tick({ limit: MOST_AT_ONCE - fired }))
    fired += timers + messages
    isStuck = timers + messages === 0
  }
}

function putArrivals<Shape extends DeskShape>(
  { agenda, people }: Run<Shape>,
  options: SimulationOptions<Shape>,
  onArrival: () => void,
): number {
  const arrivals = arrivalsOf(options.arrivals, options)
  arrivals.forEach(({ at, ticket }, index) => {
    agenda.put(at.getTime(), async () => {
      onArrival()
      await people.create(ticket, index)
    })
  })
  return arrivals.length
}

function putDispatcher<Shape extends DeskShape>(
  { agenda, clock, end, people, roster, traces }: Run<Shape>,
  { model: { calendars } }: DeskDefinition<Shape>,
  { arm = 'desk', seed, since, staged }: SimulationOptions<Shape>,
): void {
  if (arm === 'desk') return
  startDispatcher({
    seed,
    dispatcher: arm,
    calendars,
    from: since.getTime(),
    to: end,
    now: () => clock.now(),
    agenda,
    roster,
    traces,
    assign: (ticketId, agent) => people.assign(ticketId, agent, staged?.handOut),
  })
}

function putOfferAnswers<Shape extends DeskShape>(
  { agenda, clock, people, roster, traces }: Run<Shape>,
  { answers = () => ({ accepts: true }), seed }: SimulationOptions<Shape>,
): void {
  for (const trace of traces.takeOffered()) {
    const { offer } = trace
    const agent = roster.members.get(offer?.agent ?? '')?.agent
    if (agent === undefined) continue
    const random = streamOf(seed, `offer to ${agent.id}`, trace.index)
    const { accepts, afterSeconds = 0 } = answers(trace.ticket, agent, random)
    agenda.put(clock.now() + Math.round(afterSeconds * 1000), async () => {
      if (trace.offer === offer) await people.answerOffer(agent.id, trace, accepts)
    })
  }
}

function endless(at: number): DocketError {
  const message = `More than ${MOST_AT_ONCE} timers and effects are due at ${new Date(at).toISOString()}. Look for an effect or a time-out that causes itself again.`
  return new DocketError('LIMIT_EXCEEDED', message)
}
