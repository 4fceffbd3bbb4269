import { type CompiledCondition, compileCondition } from '../condition/compile-condition.js'
import type { Condition } from '../condition/condition-types.js'
import type { Reason } from '../kernel/error.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { TicketView } from '../store/record-types.js'
import { type Picked, pickAmong } from './pick.js'
import type { Candidate, RankContext } from './policy-types.js'
import type { RoutingTier } from './routing-input.js'

/** A tier ready to be asked. */
export interface CompiledTier<Fields> extends RoutingTier<Fields> {
  /** Its name, or its place. */
  readonly label: string | number
  readonly fits: CompiledCondition
}

/** What trying the tiers came to. */
export interface Tried {
  readonly chosen: Candidate | null
  /** The teams of the tier in which somebody was found, if it names any. */
  readonly teams: readonly string[]
  /** Of the tiers that were passed over, in order. */
  readonly skipped: readonly Reason[]
  /** Of the tiers that were looked at: first the one that decided, then those that had nobody, in order. */
  readonly looked: readonly Picked[]
}

/** Compiles checked tiers. */
export function compileTiers<Fields>(tiers: readonly RoutingTier<Fields>[]): CompiledTier<Fields>[] {
  return tiers.map((tier, index) => {
    const fits = compileCondition((tier.when as Condition | undefined) ?? null)
    return { ...tier, label: tier.name ?? index, fits }
  })
}

/** Tries tiers in order until one has somebody who can take the ticket, which is for the team `own`, or any for null. */
export function tryTiers<Fields>(
  tiers: readonly CompiledTier<Fields>[],
  ticket: PolicyTicket<Fields>,
  own: string | null,
  candidates: readonly Candidate[],
  context: RankContext,
): Tried {
  const colleagues = own === null ? candidates : candidates.filter((candidate) => isIn(candidate, own))
  const skipped: Reason[] = []
  const empty: Picked[] = []
  for (const tier of tiers) {
    const { teams, label } = tier
    const skip = reasonToSkip(tier, ticket, colleagues)
    if (skip !== null) {
      skipped.push({ code: 'tier-skipped', tier: label, ...skip })
      continue
    }
    const among = teams === undefined ? colleagues : candidates.filter((one) => teams.some((team) => isIn(one, team)))
    const picked = pickAmong(tier.by, ticket, among, context)
    const told =
      tiers.length === 1 ? picked : { ...picked, reasons: picked.reasons.map((reason) => ({ ...reason, tier: label })) }
    if (picked.chosen !== null) return { chosen: picked.chosen, teams: teams ?? [], skipped, looked: [told, ...empty] }
    empty.push(told)
  }
  return { chosen: null, teams: [], skipped, looked: empty }
}

/** Whether an agent belongs to a team. */
export function isIn({ agent }: Candidate, team: string): boolean {
  return agent.teams.includes(team)
}

function reasonToSkip<Fields>(
  { fits, ifSaturated }: CompiledTier<Fields>,
  ticket: PolicyTicket<Fields>,
  colleagues: readonly Candidate[],
): { readonly because: string; readonly used?: number | null } | null {
  if (!fits(ticket as unknown as TicketView)) return { because: 'when' }
  if (ifSaturated === undefined) return null
  const used = usedShare(colleagues)
  return used !== null && used >= ifSaturated ? null : { because: 'not-saturated', used }
}

/** The share of their capacity that those who work now have used together; null when one of them has no limit. */
function usedShare(colleagues: readonly Candidate[]): number | null {
  let load = 0
  let capacity = 0
  for (const candidate of colleagues) {
    if (candidate.presence.code !== 'present') continue
    if (candidate.agent.capacity === null) return null
    load += candidate.load
    capacity += candidate.agent.capacity
  }
  return capacity === 0 ? 1 : load / capacity
}
