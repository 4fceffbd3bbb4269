import type { Instant } from '../kernel/clock.js'
import { askForInputs } from '../runtime/ask-for-inputs.js'
import { leftToOthers } from '../runtime/claimed-work.js'
import { HAND_BACK_TIMER } from '../runtime/departure.js'
import { followUp, routeTicket } from '../runtime/follow-up.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import type { Outcome } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { LEAST_BETWEEN_LOOKS_MS } from '../ticket/catch-up.js'
import { handBack } from '../ticket/commands/assign.js'
import { send } from '../ticket/commands/send.js'
import { takeMoments } from '../ticket/commands/take-moments.js'
import { INPUTS_TIMER, ROUTE_AGAIN_MS, ROUTE_TIMER, waitsForAgent } from '../ticket/consequences.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { decidesWho, routingOf } from '../ticket/routing.js'
import type { Look, Reckoning, TimedThing } from '../ticket/timed/timed-thing.js'
import { TIMED_THINGS } from '../ticket/timed/timed-things.js'
import { TIMEOUT_TIMER } from '../ticket/timed/timeout.js'
import { waitForOthers } from './wait-for-others.js'

/** Fires one timer; null when its commit has settled it. */
export type FireTimer = (runtime: Runtime, timer: TimerRecord, token: string) => Promise<Outcome | null>

/** What each timer does, by its key. */
export const TIMER_KINDS: ReadonlyMap<string, FireTimer> = new Map([
  [TIMEOUT_TIMER, fireTimeout],
  [ROUTE_TIMER, fireRoute],
  ...TIMED_THINGS.filter(({ timer }) => !timer.own).map((thing) => [thing.key, reckoned(thing)] as const),
  [INPUTS_TIMER, askForInputs],
  [HAND_BACK_TIMER, fireHandBack],
])

/** Sends the event with which a stay in a state ends. */
async function fireTimeout(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch, dueAt } = timer
  const outcome = await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command: send,
    input: { type: timer.data['send'] as string },
    cause: { kind: 'timer', id: key },
    settles: { ticketId, key, epoch, token },
    dueAt,
    wanted: ({ stateVersion, flow }) => stateVersion === epoch && flow.mergedInto === undefined,
  })
  await followUp(runtime, outcome)
  return outcome.events.length > 0 ? null : { kind: 'done' }
}

/** Asks the routing policy for a ticket that waits. */
async function fireRoute(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  if (!decidesWho(runtime.model)) {
    return leftToOthers('this node has no routing policy')
  }
  const settles = { ticketId, key, epoch, token }
  const hops = (timer.data['hops'] as number | undefined) ?? 0
  // Where this node's clock is behind the store's, the timer's instant counts: else its next one would be due at once, again
  // and again.
  const behind = timer.dueAt > runtime.clock.now() ? timer.dueAt : undefined
  const { ticket, result, events } = await routeTicket(runtime, { tenant, ticketId, hops }, settles, behind)
  // What was written has settled the timer, or set it again.
  if (events.length > 0) return null
  if (!waitsForAgent(ticket) || routingOf(ticket, runtime.model) === null) return { kind: 'done' }
  const now = runtime.clock.now()
  // Nobody can take it now, for the same reasons as before: that is no news.
  return { kind: 'wait', delayMs: Math.max(1, (result.againAt ?? now + ROUTE_AGAIN_MS) - now), error: null }
}

/** Takes the ticket from its agent, if that one has left and the host's rule says so. */
async function fireHandBack(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  const outcome = await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command: handBack,
    input: { agent: timer.data['agent'] as string },
    cause: { kind: 'timer', id: key },
    settles: { ticketId, key, epoch, token },
  })
  await followUp(runtime, outcome)
  return outcome.events.length > 0 ? null : { kind: 'done' }
}

/**
 * Makes what fires the timer of a timed thing: writes what has come due by the timer's own instant, which the store's clock
 * has passed, so that a desk whose clock runs ahead takes nothing early.
 */
function reckoned(thing: TimedThing): FireTimer {
  return async (runtime, timer, token) => {
    const waitMs = await waitForOthers(runtime, thing, timer)
    if (waitMs !== null) return leftToOthers('this node does not know what this timer was set for', waitMs)
    const { tenant, ticketId, key, epoch, dueAt } = timer
    const outcome = await runCommand(runtime, {
      tenant,
      ticketId,
      actor: SYSTEM_ACTOR,
      command: takeMoments,
      input: {},
      cause: { kind: 'timer', id: key },
      settles: { ticketId, key, epoch, token },
      dueAt,
    })
    const { ticket, events } = outcome
    if (events.length > 0) {
      await followUp(runtime, outcome)
      return null
    }
    // This node reckons a later instant, as with other data of the time zones: the timer is set to that.
    const reckoning = reckoningOf(runtime)
    const next = thing.nextAt(ticket, reckoning, lookAfter(runtime, dueAt))
    if (next === null) return { kind: 'done' }
    const data = thing.timer.data?.(ticket, reckoning) ?? {}
    const moved = { tenant, ticketId, key, dueAt: next, epoch: ticket.version, data }
    const settles = { ticketId, key, epoch, token }
    const expect = [{ ticketId, version: ticket.version }]
    const { ok } = await runtime.store.commit({
      ...assembleCommit(tenant, [], { settles }),
      expect,
      timers: { set: [moved], cancel: [] },
    })
    // Whoever changed the ticket meanwhile has set the timer, and whoever has the lease will.
    return ok ? null : { kind: 'retry', delayMs: 0, error: null }
  }
}

/** What is asked again that has just been asked without a change. */
function lookAfter({ clock }: Runtime, after: Instant): Look {
  // The further behind, the longer the steps: a week is not made up for minute by minute.
  const behind = Math.max(0, clock.now() - after)
  return { after, notBefore: after + Math.max(LEAST_BETWEEN_LOOKS_MS, Math.floor(behind / 8)) }
}

function reckoningOf({ model, slaBook }: Runtime): Reckoning {
  return { model, find: slaBook.atHand }
}
