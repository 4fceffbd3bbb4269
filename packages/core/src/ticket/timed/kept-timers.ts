import type { Instant } from '../../kernel/clock.js'
import type { Commit } from '../../store/commit-types.js'
import type { TicketRecord } from '../../store/record-types.js'
import type { TicketDraft } from '../draft.js'
import type { Reckoning, TimedThing } from './timed-thing.js'
import { TIMED_THINGS } from './timed-things.js'

type Timers = Commit['timers']
const NONE: Timers = { set: [], cancel: [] }

/** The timers of timed things that a draft sets and cancels: those whose instant is another than before. */
export function keptTimers(draft: TicketDraft, reckoning: Reckoning): readonly Timers[] {
  // What an import tells has happened long ago: nothing fires for it. But what was promised heeds what it tells.
  const imports = draft.stamp.cause?.kind === 'import'
  return TIMED_THINGS.filter(({ timer }) => (imports ? timer.heedsImports : !timer.own)).map((thing) => {
    return keptTimer(draft, thing, reckoning)
  })
}

function keptTimer(draft: TicketDraft, thing: TimedThing, reckoning: Reckoning): Timers {
  const { before, ticket, tenant, ticketId } = draft
  const { key, timer } = thing
  const was = before && setFor(before, draft, thing, reckoning)
  const dueAt = thing.nextAt(ticket, reckoning)
  if (dueAt === was || (timer.isLeft && liesAhead(was, draft) && (dueAt === null || dueAt > was))) return NONE
  timer.noted?.write(draft, dueAt)
  if (dueAt === null) return { set: [], cancel: [{ ticketId, key }] }
  const data = timer.data?.(ticket, reckoning) ?? {}
  return { set: [{ tenant, ticketId, key, dueAt, epoch: ticket.version, data }], cancel: [] }
}

/** For when the timer is set; null where it may not be. */
function setFor(before: TicketRecord, draft: TicketDraft, thing: TimedThing, reckoning: Reckoning): Instant | null {
  const { mayBeUnset, noted } = thing.timer
  if (mayBeUnset?.(before, reckoning)) return null
  const at = noted ? noted.read(before) : null
  // One whose instant is over has fired since, and has moved itself if need be.
  return noted && (at === null || liesAhead(at, draft)) ? at : thing.nextAt(before, reckoning)
}

function liesAhead(at: Instant | null, { stamp }: TicketDraft): at is Instant {
  return at !== null && at > stamp.at && at > stamp.now
}
