import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import { canonicalJson } from '../kernel/json.js'
import { earliestDueAt, momentsOf, type PromisesAtHand } from '../sla/moments.js'
import { pausesOf } from '../sla/promise.js'
import { promiseOf, promiseReasons, selectPolicy } from '../sla/select.js'
import { cycleOf } from '../sla/target-cycle.js'
import { occurrenceAt, verdictsDue } from '../sla/verdicts.js'
import type { ActorReference, SlaPromise, TicketView } from '../store/record-types.js'
import type { TicketDraft } from './draft.js'

/** The desk itself, as actor of what it does without a person. */
export const SYSTEM_ACTOR: ActorReference = { type: 'system', id: 'docket' }

/** The timer of the next moment at which something about a ticket's promises happens by itself. */
export const SLA_TIMER = 'sla'

/** Finds the definitions of a promise among those at hand. */
export type FindPromises = (view: TicketView) => PromisesAtHand

/**
 * Writes what has come due since the ticket was last changed: broken promises and steps of ladders, each at its own
 * instant. So what a log tells of promises does not depend on when a worker looked.
 */
export function catchUp(draft: TicketDraft, promises: PromisesAtHand, until: Instant): void {
  const { stamp } = draft
  // Steps in progress do not move the others, so that one look at a time is enough.
  for (const moment of momentsOf(draft.ticket, promises)) {
    if (moment.at > until) break
    const { at, event } = occurrenceAt(moment, draft.ticket)
    const cause = { kind: 'timer', id: SLA_TIMER } as const
    draft.stamp = { at: Math.max(at, draft.ticket.updatedAt), now: stamp.now, actor: SYSTEM_ACTOR, cause }
    draft.add(event)
  }
  draft.stamp = stamp
}

/**
 * Brings the promises in line with what a command has changed: judges what was done, asks the policies again when what
 * they read has changed, and notes when the next promise breaks.
 */
export function keepPromises(draft: TicketDraft, model: DeskModel, find: FindPromises): void {
  if (model.sla.policies.length === 0 && draft.ticket.sla === null) return
  const { stamp } = draft
  draft.stamp = { ...stamp, actor: SYSTEM_ACTOR }
  judge(draft, find(draft.ticket))
  const wanted = wantedPromise(draft, model, find(draft.ticket))
  if (wanted !== undefined) {
    applyPromise(draft, model, wanted.promise, wanted.reasons, false)
    judge(draft, find(draft.ticket))
  }
  draft.stamp = stamp
  draft.setDueAt(earliestDueAt(draft.ticket, find(draft.ticket)))
  draft.kept = draft.ticket
}

/** Puts a ticket under a promise; `keepsFormer` has the promise until now judged too. */
export function applyPromise(
  draft: TicketDraft,
  model: DeskModel,
  promise: SlaPromise | null,
  reasons: readonly Reason[],
  keepsFormer: boolean,
): void {
  const since = draft.ticket.sla?.since ?? draft.stamp.at
  draft.add({ type: 'sla.applied', data: { promise, since, keepsFormer, timeZones: model.sla.timeZones, reasons } })
}

/** Takes over the older promise of a ticket that turned out to be this one's duplicate: whoever asked first waits since then. */
export function inheritPromise(draft: TicketDraft, duplicate: TicketView): void {
  if (!promisesResolution(draft.ticket) || !promisesResolution(duplicate)) return
  const own = cycleOf('resolution', draft.ticket)
  const older = cycleOf('resolution', duplicate)
  if (own === null || own.to !== null || older === null || older.to !== null || older.from >= own.from) return
  const waits = (view: TicketView) => cycleOf('firstResponse', view)?.to === null
  const unanswered = waits(draft.ticket) && waits(duplicate)
  const { from } = older
  // A ticket that was reopened has had pauses of its own meanwhile.
  const pauses = own.number === 1 ? pausesBetween(duplicate, from, own.from) : {}
  draft.add({ type: 'sla.inherited', data: { ticketId: duplicate.id, from, cycle: own.number, unanswered, ...pauses } })
}

/** Has a ticket wait since what it was split for was asked: not since the other one was promised anything, nor earlier. */
export function inheritSplit(draft: TicketDraft, source: TicketView, askedAt: Instant): void {
  const own = promisesResolution(draft.ticket) ? cycleOf('resolution', draft.ticket) : null
  if (own === null || source.sla === null) return
  const from = Math.max(askedAt, source.sla.since)
  if (from >= own.from) return
  const { lastAgentMessageAt: answeredAt } = source.facts
  const unanswered = answeredAt === null || answeredAt < from
  const pauses = pausesBetween(source, from, own.from)
  draft.add({ type: 'sla.inherited', data: { ticketId: source.id, from, cycle: own.number, unanswered, ...pauses } })
}

/** When a ticket's clocks stood still in a time, if they did. */
function pausesBetween(view: TicketView, from: Instant, until: Instant) {
  const within = pausesOf(view)
    .map((pause) => ({ from: Math.max(pause.from, from), to: Math.min(pause.to ?? until, until) }))
    .filter((pause) => pause.from < pause.to)
  return within.length === 0 ? {} : { pauses: within }
}

function promisesResolution({ sla }: TicketView): boolean {
  return sla?.promise?.calendars.resolution !== undefined
}

/** Writes the verdicts on what has been done. */
export function judge(draft: TicketDraft, promises: PromisesAtHand): void {
  for (const event of verdictsDue(draft.ticket, promises)) draft.add(event)
}

/**
 * The promise that the ticket is to have, if it is another than it has. Only what has changed about the ticket gives it
 * one: what the desk's policies have become meanwhile is brought to open tickets by `recomputeSla` alone.
 */
function wantedPromise(
  { kept: before, ticket }: TicketDraft,
  { sla: { policies, versionOf } }: DeskModel,
  { current }: PromisesAtHand,
): { readonly promise: SlaPromise | null; readonly reasons: readonly Reason[] } | undefined {
  if (ticket.flow.mergedInto !== undefined) return undefined
  const chosen = selectPolicy(policies, ticket)
  const promised = before !== null && before.sla !== null
  const id = chosen?.definition.id
  if (promised ? selectPolicy(policies, before)?.definition.id !== id : chosen !== null) {
    if (chosen === null) return current ? { promise: null, reasons: promiseReasons(policies, null) } : undefined
    if (current?.policy.id !== id) {
      return { promise: promiseOf(chosen.definition, ticket, versionOf), reasons: promiseReasons(policies, chosen) }
    }
  }
  if (current === null) return undefined
  // A ticket stays on the versions that it was promised; its team or requester can still give it another calendar.
  const { promise } = current
  const pinned = Object.values(promise.calendars)
  const calendarVersion = (id: string) => pinned.find((calendar) => calendar?.id === id)?.version ?? versionOf(id)
  const again = promiseOf(current.policy, ticket, calendarVersion)
  if (canonicalJson(again.calendars) === canonicalJson(promise.calendars)) return undefined
  return { promise: again, reasons: [{ code: 'calendar-changed' }] }
}
