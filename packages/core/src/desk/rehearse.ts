import * as z from 'zod'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import { createSlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { instant, invalidInput, parseInput } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { sleep } from '../kernel/system.js'
import { differencesBetween } from '../rehearsal/compare.js'
import type { Rehearsal } from '../rehearsal/rehearsal-types.js'
import { replayHistory, type TimedEvent } from '../rehearsal/replay.js'
import { addToTally, emptyTally, summarize } from '../rehearsal/summarize.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { checkedCalendars, slaModel } from './define-sla.js'

/** So many tickets' verdicts are kept until they are compared. */
const MOST_TICKETS = 500_000
const PAGE = 500
const TURN = 50

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
  const before = sideOf(model)
  const after = sideOf(changedModel(model, change))
  const end = until.getTime()
  let tickets = 0
  let events = 0
  for await (const history of histories(runtime, tenant, actor, { since: since.getTime(), until: end })) {
    tickets += 1
    events += history.length
    // Whoever else lives in this process is to have a turn.
    if (tickets % TURN === 0) await sleep(0).done
    for (const side of [before, after]) {
      for (const replayed of replayHistory(history, side.model, side.book, end)) {
        addToTally(side.tally, replayed, side.book, end)
      }
    }
  }
  const { wholeMs, pausedMs } = before.tally
  return {
    since,
    until,
    tickets,
    events,
    pausedShare: wholeMs === 0 ? 0 : pausedMs / wholeMs,
    before: summarize(before.tally),
    after: summarize(after.tally),
    differences: differencesBetween(before.tally.runs, after.tally.runs, limit),
  }
}

/** One of the two that are compared. Nothing of it is looked up: its promises are all made under the model at hand. */
function sideOf(model: DeskModel) {
  return { model, book: createSlaBook(model, { definition: async () => null }), tally: emptyTally() }
}

function changedModel(
  model: DeskModel,
  change: { sla?: unknown[] | undefined; calendars?: object | undefined },
): DeskModel {
  const calendars = new Map<string, BusinessCalendar>([...model.calendars, ...checkedCalendars(change.calendars ?? {})])
  const names = { ...model.sla.names, calendars: new Set(calendars.keys()) }
  const sla = change.sla
    ? slaModel(change.sla, names, calendars, model.fields.defaults)
    : { ...model.sla, names, versionOf: (name: string) => calendars.get(name)?.definition.version }
  return { ...model, calendars, sla }
}

/**
 * The history of each ticket that was created in the window and is in the actor's reach, up to the window's end, in the
 * order of creation. Promises tie no ticket to another, so that each can be replayed by itself and let go.
 */
async function* histories(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  { since, until }: { readonly since: Instant; readonly until: Instant },
): AsyncGenerator<TimedEvent[], void, undefined> {
  const created = { on: 'createdAt', from: since, before: until } as const
  const query: TicketQuery = {
    tenant,
    where: [...runtime.model.access.scope(actor), created],
    sort: 'createdAt',
    direction: 'asc',
    limit: PAGE,
    after: null,
  }
  let tickets = 0
  for (let after: TicketQuery['after'] = null; ; ) {
    const page: TicketRecord[] = await runtime.store.query({ ...query, after })
    for (const ticket of page) {
      tickets += 1
      if (tickets > MOST_TICKETS) {
        const message = `A rehearsal replays at most ${MOST_TICKETS} tickets; choose a shorter time.`
        throw new DocketError('LIMIT_EXCEEDED', message)
      }
      yield await historyOf(runtime, ticket, until)
    }
    const last = page.at(-1)
    if (page.length < PAGE || !last) return
    after = { value: last.createdAt, id: last.id }
  }
}

async function historyOf(runtime: Runtime, ticket: TicketRecord, until: Instant): Promise<TimedEvent[]> {
  const events: TimedEvent[] = []
  let at = ticket.createdAt
  for (let afterSeq = 0; ; ) {
    const page = await runtime.store.history({ tenant: ticket.tenant, ticketId: ticket.id, afterSeq, limit: PAGE })
    for (const event of page) {
      // Imported times can step back; an event counts from the latest instant that any before it names.
      at = Math.max(at, event.occurredAt)
      if (at >= until) return events
      // What was promised is reckoned anew, but who was asked first is a fact.
      if (!event.type.startsWith('sla.') || event.type === 'sla.inherited') events.push({ at, event })
    }
    const last = page.at(-1)
    if (page.length < PAGE || !last) return events
    afterSeq = last.seq
  }
}
