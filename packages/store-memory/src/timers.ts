import type { Instant, LeasedTimer, TimerRecord, TimerReference, TimerSettlement } from '@docket/core/store'
import { copyWithData } from './copy.js'
import type { LeaseQueue } from './lease-queue.js'
import type { TenantSpace, TimerRow } from './space.js'
import { compareTexts } from './text-order.js'

type TimerQueue = LeaseQueue<TimerRecord>

/** The order of timers that are due at one instant. */
export function compareTimers(a: TimerRecord, b: TimerRecord): number {
  return compareTexts(a.tenant, b.tenant) || compareTexts(a.ticketId, b.ticketId) || compareTexts(a.key, b.key)
}

/** Puts a timer, in place of one of the same key, whose lease ends. */
export function setTimer(space: TenantSpace, queue: TimerQueue, timer: TimerRecord): void {
  removeTimer(space, queue, timer)
  const row = queue.row(timer, timer.dueAt)
  const dossier = space.dossier(timer.ticketId)
  dossier.timers = dossier.timers === null ? [row] : [...dossier.timers, row]
  queue.wait(row)
}

/** Removes a timer, leased or given up or not, if there is one. */
export function removeTimer(space: TenantSpace, queue: TimerQueue, { ticketId, key }: TimerReference): void {
  const dossier = space.dossiers.get(ticketId)
  const row = space.timer(ticketId, key)
  if (dossier === undefined || row === undefined) return
  queue.remove(row)
  space.deadTimers.delete(row)
  dossier.timers = dossier.timers?.filter((other) => other !== row) ?? null
}

/** Lets a timer that was given up be claimed again; nothing when it is not given up. */
export function reviveTimer(
  space: TenantSpace,
  queue: TimerQueue,
  { ticketId, key }: TimerReference,
  now: Instant,
): void {
  const row = space.timer(ticketId, key)
  if (row === undefined || !space.deadTimers.delete(row)) return
  queue.revive(row, now)
  queue.wait(row)
}

/** A claimed timer as the caller gets it. */
export function leasedTimer(row: TimerRow): LeasedTimer {
  return { timer: copyWithData(row.record), attempts: row.attempts }
}

/** Ends a lease on a timer; false when it was not held. */
export function settleTimer(space: TenantSpace, queue: TimerQueue, settlement: TimerSettlement, now: Instant): boolean {
  const row = space.timer(settlement.ticketId, settlement.key)
  if (row === undefined || row.token !== settlement.token) return false
  const { outcome } = settlement
  if (outcome.kind === 'done') removeTimer(space, queue, settlement)
  if (outcome.kind === 'retry' || outcome.kind === 'wait') {
    queue.postpone(row, now + outcome.delayMs, outcome.kind === 'retry')
  }
  if (outcome.kind === 'dead') {
    queue.giveUp(row, outcome.error)
    space.deadTimers.add(row)
  }
  return true
}
