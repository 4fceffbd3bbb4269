import { compileCondition } from '../condition/compile-condition.js'
import type { Condition } from '../condition/condition-types.js'
import { durationMs } from '../kernel/duration.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { TicketView } from '../store/record-types.js'
import { checkRouting } from './check-routing.js'
import { chooseTeam } from './choose-team.js'
import { MOST_REASONS, withMore } from './pick.js'
import type { RoutingDecision, RoutingPolicy } from './policy-types.js'
import { requirementsOf } from './requirements.js'
import type { RoutingInput } from './routing-input.js'
import { compileTiers, type Tried, tryTiers } from './tiers.js'

/** A routing policy that is made of tiers. */
export interface DefinedRouting<Fields = JsonObject> extends RoutingPolicy<Fields> {
  /** Its conditions, each with its place, so that a desk can check what they name. */
  readonly conditions: readonly { readonly path: readonly (string | number)[]; readonly condition: Condition }[]
}

/**
 * A routing policy of data and functions: what a ticket requires of its agent, and the tiers in which one is looked for.
 *
 * Whoever is absent, has no free place, let the ticket pass when it was offered, or does not meet the requirements is
 * never chosen. Of the others each tier's strategies choose, in turn. Every candidate's reason is kept, of 50.
 *
 * A desk takes the same without this function, as `routing: { id, tiers, requires: (ticket) => … }`, and its fields are
 * then known in it. Here they are named, as in `defineRouting<MyFields>(…)` or by the type of the function's ticket; a
 * desk that does not have them does not compile. What conditions name is checked again when a desk is defined.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place. Its `select` throws `POLICY_FAILED` when a
 *   function or strategy of the host throws or gives what cannot be used; a desk then leaves the ticket unassigned.
 * @example
 * ```ts
 * import { defineRouting, leastLoad, skillsMatch, sticky } from '@docket/core'
 *
 * export const routing = defineRouting({
 *   id: 'by-language',
 *   requires: ({ requester }) => (requester.locale?.startsWith('zh') ? { languages: ['zh'] } : {}),
 *   tiers: [
 *     // When the team is nearly full, its less urgent tickets leave it.
 *     { name: 'overflow', when: { not: { priority: 'urgent' } }, ifSaturated: 0.9, teams: ['second'], by: [leastLoad()] },
 *     { name: 'own', by: [sticky(), skillsMatch({ prefer: 'closest' }), leastLoad()] },
 *   ],
 *   offer: { minutes: 2 },
 * })
 * ```
 */
export function defineRouting<Fields = Record<never, never>, Level extends string = string>(
  input: RoutingInput<Fields, Level>,
): DefinedRouting<Fields> {
  const checked = checkRouting(input)
  const { id, version = 1, offer, handsBack } = checked
  const tiers = compileTiers(checked.tiers)
  const teams = [...new Set(tiers.flatMap((tier) => tier.teams ?? []))]
  const leaves = handsBack && compileCondition(handsBack as Condition)
  return {
    id,
    version,
    ...(teams.length > 0 && { teams }),
    ...(tiers.some(({ by }) => by.some(({ usesLastAgent }) => usesLastAgent === true)) && { usesLastAgent: true }),
    ...(offer && { offerMs: durationMs(offer) }),
    ...(leaves && { handsBack: (ticket: PolicyTicket<Fields>) => leaves(ticket as unknown as TicketView) }),
    conditions: conditionsOf(checked),
    select(ticket, candidates, context) {
      const requirements = requirementsOf(checked, ticket)
      const choice = chooseTeam(checked, ticket, candidates)
      const own = choice.team ?? ticket.team
      const tried = tryTiers(tiers, ticket, own, candidates, { ...context, requirements })
      return decisionOf(tried, choice.team, choice.reasons)
    },
  }
}

function conditionsOf<Fields>({ tiers, handsBack }: RoutingInput<Fields>): DefinedRouting['conditions'] {
  const given = [
    ...tiers.map(({ when }, index) => ({ path: ['tiers', index, 'when'], condition: when })),
    { path: ['handsBack'], condition: handsBack },
  ]
  return given.flatMap(({ path, condition }) => (condition ? [{ path, condition: condition as Condition }] : []))
}

function decisionOf(
  { chosen, teams, skipped, looked }: Tried,
  team: string | null,
  chooserReasons: readonly Reason[],
): RoutingDecision {
  const notes = [...chooserReasons, ...skipped]
  // Whoever was chosen is told of first, and so is always among those that are kept.
  const candidates = looked.flatMap(({ reasons }) => reasons).slice(0, MOST_REASONS - notes.length)
  const count = looked.reduce((sum, one) => sum + one.count, 0)
  const moved = chosen && teams.find((one) => chosen.agent.teams.includes(one))
  const now = moved ?? team
  return {
    assignee: chosen?.agent.id ?? null,
    ...(now !== null && { team: now }),
    reasons: [...notes, ...withMore(candidates, count)],
  }
}
