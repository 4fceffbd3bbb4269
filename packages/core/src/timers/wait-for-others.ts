import { ELSEWHERE_MS } from '../runtime/claimed-work.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TimerRecord } from '../store/record-types.js'
import { ROLL_OUT_MS, type TimedThing } from '../ticket/timed/timed-thing.js'

/** So long what this node knows to be due waits for a node that knows the timer too. */
const LONGEST_DUE_MS = 600_000

/**
 * For how long a timer is left to other nodes, in milliseconds: for what it was set, this one does not know, as a rule that
 * only newer nodes have. Ever longer; null where this node goes by what it knows.
 */
export async function waitForOthers(
  { model, slaBook, store, clock }: Runtime,
  thing: TimedThing,
  { tenant, ticketId, data, dueAt }: TimerRecord,
): Promise<number | null> {
  const reckoning = { model, find: slaBook.atHand }
  if (thing.timer.isKnown?.(data, reckoning) !== false) return null
  const now = clock.now()
  const behind = Math.max(0, now - dueAt)
  const ticket = behind < ROLL_OUT_MS ? await store.load(tenant, ticketId) : null
  if (ticket === null) return null
  const wait = Math.max(ELSEWHERE_MS, Math.floor(behind / 4))
  const own = thing.nextAt(ticket, reckoning)
  if (own === null) return wait
  if (own <= now) return behind < LONGEST_DUE_MS ? ELSEWHERE_MS : null
  return Math.max(1, Math.min(wait, own - now))
}
