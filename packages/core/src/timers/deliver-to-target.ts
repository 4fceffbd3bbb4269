import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import type { Random } from '../kernel/random.js'
import { within } from '../kernel/system.js'
import { ELSEWHERE_MS, leftToOthers, MOST_ATTEMPTS, SUSPECT_FROM, tellLeads } from '../runtime/claimed-work.js'
import type { Delivery, TargetedEffect } from '../runtime/effect-types.js'
import type { Runtime } from '../runtime/runtime.js'
import type { LeasedTimer, Outcome } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { laterTry, type TargetTry, tryOf } from './target-timer.js'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long after each failed attempt the next one is, a tenth more or less. */
const DELAYS_MS = [5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS)]

const delayMs = z.number().min(0)
const answer: z.ZodType<Delivery> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('wait'), delayMs }),
  z.object({ kind: z.literal('retry'), error: z.string(), delayMs: delayMs.exactOptional() }),
  z.object({ kind: z.literal('dead'), error: z.string() }),
])

/**
 * Delivers an effect's message to one target; null when a commit has settled the timer. A failed attempt sets the timer anew
 * for the next one, so the claims of a timer count only the tries of one attempt that nobody ended. Two of those are an
 * attempt that failed: what kills its process is spread over days like any other failure, and no worker stands still for it.
 *
 * @param mostMs - how long the host has
 */
export async function deliverToTarget(
  runtime: Runtime,
  { timer, attempts: claims }: LeasedTimer,
  token: string,
  mostMs: number,
): Promise<Outcome | null> {
  const { effect } = tryOf(timer).message
  const handler = Object.hasOwn(runtime.handlers, effect) ? runtime.handlers[effect] : undefined
  if (handler === undefined || typeof handler === 'function') {
    const behind = runtime.clock.now() - timer.dueAt
    const wait = Math.min(HOUR_MS, Math.max(ELSEWHERE_MS, Math.floor(behind / 4)))
    return leftToOthers(`this node has no targets for the effect ${effect}`, wait)
  }
  const next = await nextTry(runtime, timer)
  const delivery = claims < SUSPECT_FROM ? await attempt(handler, timer, next, mostMs) : UNENDED
  switch (delivery.kind) {
    case 'done':
      return { kind: 'done' }
    case 'wait':
      return { kind: 'wait', delayMs: Math.ceil(Math.max(SECOND_MS, Math.min(DAY_MS, delivery.delayMs))), error: null }
    case 'dead':
      return giveUp(runtime, timer, next.attempt, delivery.error)
    case 'retry':
      if (next.attempt >= MOST_ATTEMPTS)
        return giveUp(runtime, timer, next.attempt, `after ${next.attempt} attempts: ${delivery.error}`)
      return setAgain(runtime, timer, token, next, delivery.delayMs)
  }
}

const UNENDED: Delivery = { kind: 'retry', error: 'the process ended during the attempt, or lost its store, twice' }

/**
 * Which attempt is next: the one that the timer says, or the first again where a person had it tried anew after it was given
 * up. Of that the timer knows nothing; the ticket's log does.
 */
async function nextTry({ store }: Runtime, timer: TimerRecord): Promise<TargetTry> {
  const { tenant, ticketId, key } = timer
  const next = tryOf(timer)
  if (next.attempt === 1) return next
  let { attempt, since } = next
  for (;;) {
    const events = await store.history({ tenant, ticketId, afterSeq: since, limit: PAGE })
    const revived = events.some(
      ({ type, data }) => type === 'deadLetter.retried' && data['kind'] === 'timer' && data['id'] === key,
    )
    if (revived) attempt = 1
    since = events.at(-1)?.seq ?? since
    if (events.length < PAGE) return { ...next, attempt, since }
  }
}

const PAGE = 500

async function attempt(
  effect: TargetedEffect,
  { tenant, ticketId }: TimerRecord,
  { message, target, attempt }: TargetTry,
  mostMs: number,
): Promise<Delivery> {
  try {
    const given = await within(mostMs, async () => effect.deliver({ ...message, tenant, ticketId, attempt }, target))
    const parsed = answer.safeParse(given)
    if (parsed.success) return parsed.data
    const error = `\`deliver\` of the effect ${message.effect} gave back no { kind: 'done' }, 'wait', 'retry' or 'dead' with what belongs to it`
    return { kind: 'retry', error }
  } catch (thrown) {
    return { kind: 'retry', error: errorText(thrown) }
  }
}

/** Sets the timer for the next attempt, which settles it. */
async function setAgain(
  { store, clock, random }: Runtime,
  timer: TimerRecord,
  token: string,
  { attempt, since }: TargetTry,
  askedMs = 0,
): Promise<null> {
  const { tenant, ticketId, key, epoch, dueAt } = timer
  // The store's clock has passed the timer's instant, whatever this node's says.
  const at = Math.max(clock.now(), dueAt) + delayAfter(attempt, random, askedMs)
  // Where the lease was lost, whoever has it now does as much.
  await store.commit({
    ...assembleCommit(tenant, [], { settles: { ticketId, key, epoch, token } }),
    timers: { set: [laterTry(timer, { attempt: attempt + 1, since }, at)], cancel: [] },
  })
  return null
}

function delayAfter(attempt: number, random: Random, askedMs: number): number {
  const own = (DELAYS_MS[attempt - 1] ?? DAY_MS) * (0.9 + random.next() / 5)
  return Math.ceil(Math.min(DAY_MS, Math.max(own, askedMs)))
}

async function giveUp(runtime: Runtime, timer: TimerRecord, attempts: number, thrown: string): Promise<Outcome> {
  const { tenant, ticketId, key } = timer
  const { message, target } = tryOf(timer)
  const { effect, event } = message
  const error = errorText(thrown)
  const what = `The effect ${effect} of ticket ${ticketId} was given up for its target ${target} after ${attempts} attempts`
  runtime.report(
    new DocketError('INTERNAL', `${what}; look at deadLetters() and mend its cause.`, {}, { cause: error }),
  )
  await tellLeads(runtime, { tenant, ticketId, id: key, data: { seq: event.seq, effect, target } })
  return { kind: 'dead', error }
}
