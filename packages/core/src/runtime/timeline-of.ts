import type { Instant } from '../kernel/clock.js'
import type { TicketRecord, TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { evolve } from '../ticket/evolve.js'
import { expectedAfter, type Known, type PastPromise, whyMoved } from '../timeline/expected-moves.js'
import { lineOf } from '../timeline/line-of.js'
import type { TimelineEntry, TimelinePage } from '../timeline/timeline-types.js'
import { eventsOf } from './events-of.js'
import { promisesOf } from './promises-of.js'
import type { Runtime } from './runtime.js'

/** What was done at one instant by one command, with what followed from it for the promises. */
interface Step {
  readonly before: TicketView | null
  readonly after: TicketView
  readonly events: readonly TicketEvent[]
}

/**
 * What a requester may know of a ticket's past after a version, folded from all of its events: those that are the desk's own
 * change the view, on which dates depend, and are never lines.
 */
export async function timelineOf(
  runtime: Runtime,
  record: TicketRecord,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<TimelinePage> {
  const linesOf = lineReader(runtime, record.createdAt)
  const items: TimelineEntry[] = []
  const agents = new Set<string>()
  const page = (next: number | null) => ({ items, next, agents: [...agents] })
  for await (const step of stepsOf(runtime, record)) {
    for (const line of await linesOf(step)) {
      const { seq = 0 } = items.at(-1) ?? {}
      if (line.seq <= after) continue
      if (items.length >= limit && line.seq !== seq) return page(seq)
      items.push(line)
      if (line.type === 'assigned' && line.agent !== null) agents.add(line.agent)
    }
    for (const author of authorsIn(step.events, after)) agents.add(author)
  }
  return page(null)
}

/** Who wrote to the requester. */
function authorsIn(events: readonly TicketEvent[], after: number): string[] {
  return events.flatMap(({ type, data, actor, seq }) => {
    if (type !== 'message.added' || seq <= after || actor.type === 'system') return []
    return data.visibility === 'public' && !data.byRequester ? [actor.id] : []
  })
}

/** Gives the lines of one step after the other. */
function lineReader(runtime: Runtime, createdAt: Instant) {
  const promiseOf = pastPromises(runtime)
  let known: Known = {}
  return async ({ before, after, events }: Step): Promise<TimelineEntry[]> => {
    const lines = events.flatMap((event): TimelineEntry[] => {
      const line = lineOf(event)
      return line === null ? [] : [{ ...line, seq: event.seq, at: new Date(event.occurredAt) }]
    })
    const { promise, isSure } = await promiseOf(after, events)
    const { known: next, moves } = expectedAfter(known, after, promise, isSure)
    known = next
    // What was promised at once has not moved.
    if (before === null || after.updatedAt === createdAt) return lines
    const why = whyMoved(before, after, events)
    const at = new Date(events.at(-1)?.occurredAt ?? after.updatedAt)
    const moved = moves.map(({ of, from, to }): TimelineEntry => {
      return { type: 'expected', of, from: toDate(from), to: toDate(to), why, seq: after.version, at }
    })
    return [...lines, ...moved]
  }
}

function toDate(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}

/** A ticket's log in steps, so that a date that moves twice in one of them moves once. */
async function* stepsOf({ store }: Runtime, record: TicketRecord): AsyncGenerator<Step, void, undefined> {
  let before: TicketView | null = null
  let view: TicketView | null = null
  let events: TicketEvent[] = []
  for await (const stored of eventsOf(store, record)) {
    const event = stored as unknown as TicketEvent
    const last = events.at(-1)
    // What follows for the promises comes last in a command.
    const isNext = last && (last.occurredAt !== event.occurredAt || (isOfPromise(last) && !isOfPromise(event)))
    if (view && isNext) {
      yield { before, after: view, events }
      before = view
      events = []
    }
    view = evolve(view, event)
    events.push(event)
  }
  if (view) yield { before, after: view, events }
}

const isOfPromise = ({ type }: TicketEvent) => type.startsWith('sla.')

/** Finds the promise that a ticket had, with its definitions, and says whether it can be reckoned with as it was then. */
function pastPromises(runtime: Runtime) {
  let of: TicketView['sla'] = null
  let promise: PastPromise = null
  let isSure = true
  return async (view: TicketView, events: readonly TicketEvent[]) => {
    for (const event of events) {
      // Under other rules of time zones a calendar may have had other hours then.
      if (event.type === 'sla.applied') isSure = event.data.timeZones === runtime.model.sla.timeZones
    }
    if (view.sla?.promise !== of?.promise) {
      of = view.sla
      const { current } = await promisesOf(runtime, view)
      promise = current ?? (view.sla?.promise ? undefined : null)
    }
    return { promise, isSure }
  }
}
