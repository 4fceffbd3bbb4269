import type { Instant } from '../kernel/clock.js'
import type { ActorReference, EventRecord, TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { evolve } from '../ticket/evolve.js'
import type { Journey, JourneyStage, JourneySum } from './stage-desk-types.js'

/** A stay as the log tells of it, so far. Times in milliseconds. */
interface Stay {
  readonly name: string
  readonly number: number
  readonly owner: string
  readonly from: Instant
  readonly returned: boolean
  readonly by: ActorReference
  readonly reason: string | null
  to: Instant | null
  /** For how long the ticket was merged into another, in all and before somebody took the stage up. */
  away: number
  awayUntaken: number
  takenUpAt: Instant | null
  openMs: number | null
}

/**
 * A ticket's way through its stages, by its whole log.
 *
 * @param runningMs - how long the clock of the stage that lasts has run by `now`; null where nothing is promised
 */
export function journeyOf(events: readonly EventRecord[], runningMs: number | null, now: Instant): Journey {
  const stays = staysOf(events)
  const stages = stays.map((stay) => presentStay(stay, runningMs, now))
  return {
    stages,
    perStage: summed(stages, ({ name }) => name),
    perTeam: summed(stages, ({ owner }) => owner),
  }
}

function staysOf(events: readonly EventRecord[]): Stay[] {
  const stays: Stay[] = []
  let view: TicketView | null = null
  let reason: string | null = null
  let mergedAt: Instant | null = null
  for (const record of events) {
    const event = record as unknown as TicketEvent
    view = evolve(view, event)
    const stay = stays.at(-1)
    if (stay && stay.takenUpAt === null && takesUp(event, view.assignee, stay.by)) stay.takenUpAt = event.occurredAt
    const { type, data, occurredAt } = event
    if (type === 'ticket.transitioned' || type === 'ticket.overridden') reason = data.messageId ?? null
    else if (type === 'ticket.migrated') reason = null
    else if (type === 'stage.begun') {
      const { stage: name, number, owner, returned } = data
      const begun = { name, number, owner, from: occurredAt, returned, by: event.actor, reason }
      stays.push({ ...begun, to: null, away: 0, awayUntaken: 0, takenUpAt: null, openMs: null })
    } else if (type === 'stage.ended') {
      if (stay) stay.to = Math.max(stay.from, occurredAt)
    } else if (type === 'ticket.merged') mergedAt = occurredAt
    else if (type === 'ticket.unmerged') {
      if (stay && stay.to === null && mergedAt !== null) addAway(stay, Math.max(0, occurredAt - mergedAt))
      mergedAt = null
    } else if (type === 'sla.met' || type === 'sla.completed') {
      const judged = stays.find(({ number }) => number === data.cycle)
      const left = 'left' in data ? data.left : -data.over
      if (data.target === 'stage' && !data.former && judged) judged.openMs = Math.round((data.seconds - left) * 1000)
    }
  }
  const last = stays.at(-1)
  // It goes on elsewhere since then.
  if (last && last.to === null && mergedAt !== null) last.to = Math.max(last.from, mergedAt)
  return stays
}

function addAway(stay: Stay, away: number): void {
  stay.away += away
  if (stay.takenUpAt === null) stay.awayUntaken += away
}

const NOT_AT_DESK: ReadonlySet<string> = new Set(['system', 'requester', 'collaborator'])

/** What moves work, or says who is to look, is not work on it. */
const MOVES_WORK: ReadonlySet<string> = new Set([
  'stage.begun',
  'ticket.unassigned',
  'ticket.offered',
  'offer.declined',
  'offer.withdrawn',
  'ticket.prioritized',
  'ticket.watched',
  'ticket.unwatched',
  'ticket.merged',
  'ticket.unmerged',
  'coordinator.changed',
])

/**
 * Whether an event takes a stage up: its assignee does something, or somebody at the desk who did not hand it over. What
 * only moves work counts when it moves it to whoever acts.
 */
function takesUp({ type, actor, data }: TicketEvent, assignee: string | null, handedOverBy: ActorReference): boolean {
  if (NOT_AT_DESK.has(actor.type) || type.startsWith('sla.') || MOVES_WORK.has(type)) return false
  if (type === 'ticket.assigned') return data.assignee === actor.id
  return actor.id === assignee || actor.id !== handedOverBy.id || type === 'stage.ended'
}

function presentStay(stay: Stay, runningMs: number | null, now: Instant): JourneyStage {
  const { name, number, owner, from, to, returned, by, reason, takenUpAt, openMs, away, awayUntaken } = stay
  const end = to ?? Math.max(from, now)
  const open = openMs ?? (to === null ? runningMs : null)
  return {
    name,
    number,
    owner,
    from: new Date(from),
    to: to === null ? null : new Date(to),
    seconds: (end - from - away) / 1000,
    secondsOpen: open === null ? null : open / 1000,
    secondsInTransit: (Math.min(end, takenUpAt ?? end) - from - awayUntaken) / 1000,
    returned,
    handedOverBy: by,
    reasonMessageId: reason,
  }
}

function summed(stages: readonly JourneyStage[], of: (stage: JourneyStage) => string): JourneySum[] {
  const sums = new Map<string, JourneySum>()
  for (const stage of stages) {
    const name = of(stage)
    const sum = sums.get(name) ?? { of: name, stays: 0, seconds: 0, secondsOpen: 0, secondsInTransit: 0 }
    sums.set(name, {
      of: name,
      stays: sum.stays + 1,
      seconds: added(sum.seconds, stage.seconds),
      secondsOpen: added(sum.secondsOpen, stage.secondsOpen ?? 0),
      secondsInTransit: added(sum.secondsInTransit, stage.secondsInTransit),
    })
  }
  return [...sums.values()]
}

/** In whole milliseconds, so that no sum is a hair beside. */
function added(a: number, b: number): number {
  return Math.round((a + b) * 1000) / 1000
}
