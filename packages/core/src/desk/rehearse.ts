import * as z from 'zod'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import { createSlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { isPlainObject } from '../kernel/json.js'
import { differencesBetween } from '../rehearsal/compare.js'
import type { Rehearsal } from '../rehearsal/rehearsal-types.js'
import { replayHistory, type TimedEvent } from '../rehearsal/replay.js'
import { finalRuns, pausedShare, summarize } from '../rehearsal/summarize.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { instant, invalidInput, parseInput } from '../ticket/input.js'
import { checkedCalendars, slaModel } from './define-sla.js'

/** So much history is replayed at once; what is longer is rehearsed in parts. */
const MOST_TICKETS = 100_000
const MOST_EVENTS = 2_000_000
const PAGE = 500

const rehearseInput = z.strictObject({
  since: instant,
  until: instant,
  change: z.strictObject({
    sla: z.array(z.unknown()).optional(),
    calendars: z.custom<object>(isPlainObject, 'must be an object of calendars by name').optional(),
  }),
  limit: z.int().min(0).max(10_000).default(1_000),
})

/** Replays history twice, under the desk's definitions and under the change, and compares. Writes nothing. */
export async function rehearse(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<Rehearsal> {
  authorize(runtime.model.access, actor, 'rehearse', null)
  const { since, until, change, limit } = parseInput(rehearseInput, given, 'rehearse')
  if (since >= until) {
    throw invalidInput('rehearse', [{ path: ['until'], code: 'order', message: 'must be later than `since`' }])
  }
  const { model } = runtime
  const changed = changedModel(model, change)
  const window = { since: since.getTime(), until: until.getTime() }
  const { events, tickets } = await historyOf(runtime, tenant, window)
  const [before, after] = [model, changed].map((one) => outcomeOf(events, one, window.until))
  if (!before || !after) throw new DocketError('INTERNAL', 'A rehearsal replayed nothing.')
  return {
    since,
    until,
    tickets,
    events: events.length,
    pausedShare: pausedShare(before.replayed, window.until),
    before: summarize(before.replayed, before.final),
    after: summarize(after.replayed, after.final),
    differences: differencesBetween(before.final.runs, after.final.runs, limit),
  }
}

function changedModel(
  model: DeskModel,
  change: { sla?: unknown[] | undefined; calendars?: object | undefined },
): DeskModel {
  const calendars = new Map<string, BusinessCalendar>([...model.calendars, ...checkedCalendars(change.calendars ?? {})])
  const names = { ...model.sla.names, calendars: new Set(calendars.keys()) }
  const policies = change.sla ?? model.sla.policies.map(({ definition }) => definition)
  const sla = change.sla
    ? slaModel(policies, names, calendars)
    : { ...model.sla, names, versionOf: (name: string) => calendars.get(name)?.definition.version }
  return { ...model, calendars, sla }
}

function outcomeOf(events: readonly TimedEvent[], model: DeskModel, until: Instant) {
  // Nothing of a rehearsal is looked up: its promises are all made under the model at hand.
  const book = createSlaBook(model, { definition: async () => null })
  const replayed = replayHistory(events, model, book, until)
  return { replayed, final: finalRuns(replayed, book, until) }
}

/** The history of the tickets that were created in the window, up to its end, in the order of its instants. */
async function historyOf(
  runtime: Runtime,
  tenant: string,
  { since, until }: { readonly since: Instant; readonly until: Instant },
): Promise<{ events: TimedEvent[]; tickets: number }> {
  const events: TimedEvent[] = []
  let tickets = 0
  const query: TicketQuery = {
    tenant,
    where: [{ on: 'createdAt', from: since, before: until }],
    sort: 'createdAt',
    direction: 'asc',
    limit: PAGE,
    after: null,
  }
  for (let after: TicketQuery['after'] = null; ; ) {
    const page: TicketRecord[] = await runtime.store.query({ ...query, after })
    for (const ticket of page) {
      tickets += 1
      await pushEvents(runtime, ticket, until, events)
      if (tickets > MOST_TICKETS || events.length > MOST_EVENTS) {
        throw new DocketError(
          'LIMIT_EXCEEDED',
          `A rehearsal replays at most ${MOST_TICKETS} tickets and ${MOST_EVENTS} events; choose a shorter time.`,
        )
      }
    }
    const last = page.at(-1)
    if (page.length < PAGE || !last) break
    after = { value: last.createdAt, id: last.id }
  }
  // By ticket within one instant, and each ticket's in its own order: the sort keeps what is equal.
  events.sort(
    (a, b) => a.at - b.at || (a.event.ticketId < b.event.ticketId ? -1 : a.event.ticketId > b.event.ticketId ? 1 : 0),
  )
  return { events, tickets }
}

async function pushEvents(runtime: Runtime, ticket: TicketRecord, until: Instant, into: TimedEvent[]): Promise<void> {
  let at = ticket.createdAt
  for (let afterSeq = 0; ; ) {
    const page = await runtime.store.history({ tenant: ticket.tenant, ticketId: ticket.id, afterSeq, limit: PAGE })
    for (const event of page) {
      // Imported times can step back; an event counts from the latest instant that any before it names.
      at = Math.max(at, event.occurredAt)
      if (at >= until) return
      if (!event.type.startsWith('sla.')) into.push({ at, event })
    }
    const last = page.at(-1)
    if (page.length < PAGE || !last) return
    afterSeq = last.seq
  }
}
