import { canonicalJson } from '../kernel/json.js'
import { PairComparison } from './compare-pairs.js'
import type { RehearsedOutcome } from './rehearsal-types.js'
import type { RehearsedTicket } from './rehearsed-desk.js'

/** Compares where tickets ended and what is written on them; so many differences are kept. */
export function compareOutcomes(limit: number): PairComparison<RehearsedOutcome> {
  const differs = (a: RehearsedTicket, b: RehearsedTicket) => canonicalJson(gist(a)) !== canonicalJson(gist(b))
  return new PairComparison(limit, differs, outcomeOf)
}

/** The same as plain values. */
function gist(found: RehearsedTicket) {
  const { solvedAt, ...outcome } = outcomeOf(found)
  return { ...outcome, solvedAt: solvedAt?.getTime() ?? null }
}

function outcomeOf({ ticket }: RehearsedTicket): RehearsedOutcome {
  const { state, phase, priority, category, team, assignee, tags, fields, flow, facts } = ticket
  return {
    state,
    phase,
    stage: flow.stage?.to === null ? flow.stage.name : null,
    priority,
    category,
    team,
    assignee,
    tags: tags.toSorted(),
    fields,
    archived: flow.archivedAt !== undefined,
    solvedAt: facts.solvedAt === null ? null : new Date(facts.solvedAt),
  }
}
