import type { Rehearsal, RehearsalDifference, VerdictCounts } from '@docket/core'
import { LEVELS } from '@docket/example-incident-replay'
import type { Change } from './changes.js'
import type { History } from './history.js'

/** How a group of promises did. */
export interface GroupVerdicts {
  readonly judged: number
  /** Broken, of those that were judged. */
  readonly late: number
  /** The share that was kept; null where nothing was judged. */
  readonly kept: number | null
}

/** How a group of promises did before and after a change. */
export interface GroupOutcome {
  readonly group: string
  readonly before: GroupVerdicts
  readonly after: GroupVerdicts
  readonly newlyLate: number
  readonly noLongerLate: number
}

/** A promise that does otherwise under the change. */
export interface Turned {
  /** The incident's number in the log. */
  readonly ticket: string
  readonly priority: string
  readonly team: string
  readonly dueBefore: Date | null
  readonly dueAfter: Date | null
  /** Null for what was never solved. */
  readonly solvedAt: Date | null
}

/** What a change would have done to the history. */
export interface Outcome {
  readonly id: string
  readonly title: string
  readonly all: GroupOutcome
  /** Most urgent first. */
  readonly byPriority: readonly GroupOutcome[]
  /** Those with most newly late first, then those with most no longer late. */
  readonly byTeam: readonly GroupOutcome[]
  /** In the order of the tickets' creation. */
  readonly newlyLate: readonly Turned[]
  readonly noLongerLate: readonly Turned[]
}

/** As many differences as a rehearsal lists at most. */
const MOST_LISTED = 10_000
const NO_TEAM = 'no team'
const ORDER: readonly string[] = LEVELS

/** Rehearses a change on the history. */
export async function rehearseChange({ lead, span }: History, { id, title, change }: Change): Promise<Outcome> {
  // What lies at the end itself is history too.
  const until = new Date(span.end.getTime() + 1)
  const rehearsal = await lead.rehearse({ since: span.begin, until, change, limit: MOST_LISTED })
  const { before, after, differences } = rehearsal
  const late = differences.items.filter((item) => turned(item, 'met', 'breached'))
  const saved = differences.items.filter((item) => turned(item, 'breached', 'met'))
  const grouped = (counts: 'byPriority' | 'byTeam', groupOf: (item: RehearsalDifference) => string) =>
    groupsOf(before[counts], after[counts]).map((group): GroupOutcome => {
      const isIn = (item: RehearsalDifference) => groupOf(item) === group
      const turns = { newlyLate: late.filter(isIn).length, noLongerLate: saved.filter(isIn).length }
      return outcomeOf(group, before[counts][group], after[counts][group], turns)
    })
  const rankOf = ({ group }: GroupOutcome) => ORDER.indexOf(group)
  const byTeam = grouped('byTeam', ({ team }) => team ?? '').map((one) => ({ ...one, group: one.group || NO_TEAM }))
  return {
    id,
    title,
    all: outcomeOf('all', before.verdicts, after.verdicts, allTurns(rehearsal)),
    byPriority: grouped('byPriority', ({ priority }) => priority).sort((a, b) => rankOf(a) - rankOf(b)),
    byTeam: byTeam.sort((a, b) => b.newlyLate - a.newlyLate || b.noLongerLate - a.noLongerLate),
    newlyLate: await Promise.all(late.map((item) => turnedOf(lead, item))),
    noLongerLate: await Promise.all(saved.map((item) => turnedOf(lead, item))),
  }
}

function turned({ before, after }: RehearsalDifference, from: 'met' | 'breached', to: 'met' | 'breached'): boolean {
  return before?.verdict === from && after?.verdict === to
}

function groupsOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
}

const NOTHING: VerdictCounts = { met: 0, breached: 0, running: 0 }

function outcomeOf(
  group: string,
  before: VerdictCounts = NOTHING,
  after: VerdictCounts = NOTHING,
  turns: Pick<GroupOutcome, 'newlyLate' | 'noLongerLate'>,
): GroupOutcome {
  return { group, before: verdictsOf(before), after: verdictsOf(after), ...turns }
}

function verdictsOf({ met, breached }: VerdictCounts): GroupVerdicts {
  const judged = met + breached
  return { judged, late: breached, kept: judged === 0 ? null : met / judged }
}

function allTurns({ differences }: Rehearsal): Pick<GroupOutcome, 'newlyLate' | 'noLongerLate'> {
  return { newlyLate: differences.newlyBreached, noLongerLate: differences.newlyMet }
}

async function turnedOf(lead: History['lead'], item: RehearsalDifference): Promise<Turned> {
  const { ticketId, priority, team, before, after } = item
  const { external } = await lead.get(ticketId)
  return {
    ticket: external?.id ?? ticketId,
    priority,
    team: team ?? NO_TEAM,
    dueBefore: before?.dueAt ?? null,
    dueAfter: after?.dueAt ?? null,
    solvedAt: after?.endedAt ?? null,
  }
}
