const MOST_AT_ONCE = 4
/** After so many failures in a row an endpoint is tried by one at a time. */
const FAILURES = 5
const MOST_PER_MINUTE = 20
const MINUTE = 60_000
const LONGEST_WAIT = 15 * MINUTE
const SHORTEST_WAIT = 1_000
const FORGOTTEN_AFTER = 60 * MINUTE

/** Room to send: `leave` gives it back. */
export interface Entered {
  readonly kind: 'entered'
  /**
   * @param took - how long the attempt took, in milliseconds
   * @param holdMs - for how long the endpoint asked to be left alone
   */
  leave(succeeded: boolean, took: number, holdMs: number | null): void
}

/** What may be sent now, so that one slow endpoint holds up nobody else, and no loop through the outside runs away. */
export interface Lanes {
  /** Room for one attempt, or how many milliseconds to wait for it. */
  enter(of: { readonly tenant: string; readonly webhook: string; readonly ticketId: string }): Entered | number
}

interface Lane {
  running: number
  failures: number
  /** Until when the endpoint asked to be left alone. */
  heldUntil: number
  /** When the next of those that wait is to come again: each a little later than the one before. */
  nextPlace: number
  /** How long its attempts take. */
  usual: number
  usedAt: number
}

/** Lanes of this process: four attempts at once for each endpoint, twenty a minute for each ticket and endpoint. */
export function lanesOf({ now, random }: { readonly now: () => number; readonly random: () => number }): Lanes {
  const lanes = new Map<string, Lane>()
  const sent = new Map<string, number[]>()
  let sweptAt = now()

  function sweep(at: number): void {
    if (at - sweptAt < MINUTE) return
    sweptAt = at
    for (const [key, times] of sent) if ((times.at(-1) ?? 0) <= at - MINUTE) sent.delete(key)
    for (const [key, { running, heldUntil, usedAt }] of lanes) {
      if (running === 0 && heldUntil <= at && usedAt <= at - FORGOTTEN_AFTER) lanes.delete(key)
    }
  }

  // A fifth more at most, so that those who wait do not come all at once.
  const jittered = (wait: number) =>
    Math.round(Math.min(Math.max(wait, SHORTEST_WAIT), LONGEST_WAIT) * (1 + random() / 5))

  /** A place behind those that wait already, as far away as they are likely to take. */
  function nextPlace(lane: Lane, at: number, most: number): number {
    lane.nextPlace = Math.min(Math.max(lane.nextPlace, at) + lane.usual / most, at + LONGEST_WAIT)
    return jittered(lane.nextPlace - at)
  }

  return {
    enter({ tenant, webhook, ticketId }) {
      const at = now()
      sweep(at)
      const key = JSON.stringify([tenant, webhook])
      const lane = lanes.get(key) ?? { running: 0, failures: 0, heldUntil: 0, nextPlace: 0, usual: 1_000, usedAt: at }
      lanes.set(key, lane)
      lane.usedAt = at
      if (lane.heldUntil > at) return jittered(lane.heldUntil - at)
      const most = lane.failures >= FAILURES ? 1 : MOST_AT_ONCE
      if (lane.running >= most) return nextPlace(lane, at, most)
      const ofTicket = JSON.stringify([tenant, webhook, ticketId])
      const times = (sent.get(ofTicket) ?? []).filter((time) => time > at - MINUTE)
      const [oldest] = times
      if (oldest !== undefined && times.length >= MOST_PER_MINUTE) return jittered(oldest + MINUTE - at)
      sent.set(ofTicket, [...times, at])
      lane.running += 1
      return {
        kind: 'entered',
        leave(succeeded, took, holdMs) {
          lane.running -= 1
          lane.failures = succeeded ? 0 : lane.failures + 1
          lane.usual = (lane.usual + Math.max(took, 50)) / 2
          if (holdMs !== null) lane.heldUntil = Math.max(lane.heldUntil, now() + holdMs)
        },
      }
    },
  }
}
