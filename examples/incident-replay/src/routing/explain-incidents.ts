import type { ExplainedDecision, Explanation, TicketOf } from '@docket/core'
import type { defineIncidentDesk } from '../desk.js'
import type { RoutedIncident } from './incidents.js'

/**
 * Why an incident is shown: it was given to somebody at once, and most of the others had more to do; or most of them were
 * full; or all were, and it waited.
 */
export type Role = 'at-once' | 'others-full' | 'waited'

/** An incident as it was when the desk had given it to somebody, or could not, and why it was so. */
export interface ExplainedIncident extends RoutedIncident {
  readonly ticket: Pick<TicketOf<ReturnType<typeof defineIncidentDesk>>, 'priority' | 'team' | 'assignee'>
  readonly explanation: Explanation
  /** How it had to wait; null when it was given to somebody at once. */
  readonly waited: Waited | null
}

/** A wait for an agent with a free place. */
export interface Waited {
  /** What the desk said when the incident was opened. */
  readonly first: ExplainedDecision | null
  /** For how many milliseconds; null for an incident that was never given to anybody. */
  readonly ms: number | null
}

/** So many reasons of a decision are shown. */
export const MOST_SHOWN = 12

/** Keeps the incident that tells most in each role: of those that tell equally much, the first. */
export class TellingIncidents {
  readonly #best = new Map<Role, { readonly grade: number; readonly explained: ExplainedIncident }>()

  /** Looks at an incident whose agent was just found, or not. */
  consider(explained: ExplainedIncident): void {
    const { role, grade } = tellingOf(explained)
    if (grade > (this.#best.get(role)?.grade ?? 0)) this.#best.set(role, { grade, explained })
  }

  /** Those that were found, by role. */
  found(): ReadonlyMap<Role, ExplainedIncident> {
    return new Map(ROLES.flatMap((role) => this.#entry(role)))
  }

  #entry(role: Role): [Role, ExplainedIncident][] {
    const best = this.#best.get(role)
    return best ? [[role, best.explained]] : []
  }
}

/** The role that an incident can have, and how much it tells in it: above 0, and more where all its reasons can be shown. */
function tellingOf({ explanation, ticket, waited }: ExplainedIncident): { role: Role; grade: number } {
  const reasons = explanation.assignment?.reasons ?? []
  const count = (...codes: readonly string[]) => reasons.filter(({ code }) => codes.includes(code)).length
  const graded = (...tells: readonly boolean[]) => {
    if (!tells.every(Boolean)) return 1
    return reasons.length <= MOST_SHOWN ? 3 : 2
  }
  if (waited !== null) return { role: 'waited', grade: graded(ticket.assignee !== null) }
  const learned = count('learned') > 0
  if (count('full') > count('outranked', 'tie')) return { role: 'others-full', grade: graded(learned) }
  return { role: 'at-once', grade: graded(learned, count('outranked') > 0) }
}

/** In the order in which they are shown. */
export const ROLES: readonly Role[] = ['at-once', 'others-full', 'waited']
