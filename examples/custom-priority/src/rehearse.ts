import type { Rehearsal } from '@docket/core'
import type { History } from './history.js'
import { priority } from './priority.js'
import { routing } from './routing.js'

/** What came of a rehearsal, and what its tickets are called. */
export interface Rehearsed {
  /** What it was rehearsed on. */
  readonly history: string
  readonly rehearsal: Rehearsal
  /** The tickets' numbers in the log, of those that differ. */
  readonly nameOf: (ticketId: string) => string
}

/** So long after its last ticket was opened, a history is followed on. */
const FOLLOWED_MS = 7 * 24 * 3_600_000
/** As many differences as a rehearsal lists at most. */
const MOST_LISTED = 10_000

/** Rehearses the team's own priority and routing on a history of the desk as it is today. Changes nothing. */
export async function rehearseSupport(
  { title, lead, span }: History,
  onProgress?: (progress: { readonly tickets: number; readonly at: Date }) => void,
): Promise<Rehearsed> {
  // What lies at the end itself is history too.
  const until = new Date(Math.min(span.end.getTime() + 1, span.lastBegin.getTime() + FOLLOWED_MS))
  const rehearsal = await lead.rehearse({
    since: span.begin,
    until,
    change: { routing, priority },
    limit: MOST_LISTED,
    ...(onProgress && { onProgress }),
  })
  const { items, assignments } = rehearsal.differences
  const names = new Map<string, string>()
  for (const { ticketId } of [...items, ...assignments.items]) {
    if (!names.has(ticketId)) names.set(ticketId, (await lead.get(ticketId)).external?.id ?? ticketId)
  }
  return { history: title, rehearsal, nameOf: (ticketId) => names.get(ticketId) ?? ticketId }
}
