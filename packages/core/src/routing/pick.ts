import { DocketError, type Reason } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import { refusalOf } from './eligibility.js'
import type { Candidate, RankContext, RoutingDecision } from './policy-types.js'
import type { Ranking } from './routing-input.js'

/** So many candidates are told of with a decision; of more, only their number. */
export const MOST_REASONS = 50

/** Who was chosen among candidates, and what is to be told of them. */
export interface Picked {
  readonly chosen: Candidate | null
  /** The chosen one first, then those who lost, then those who could not take the ticket; at most {@link MOST_REASONS}. */
  readonly reasons: readonly Reason[]
  /** How many reasons there would be without a limit. */
  readonly count: number
}

interface Ranked {
  readonly candidate: Candidate
  /** In the order of the strategies. */
  readonly ranks: readonly number[]
}

/** Decides by strategies alone: {@link pickAmong}, as a whole decision. */
export function pick<Fields>(
  strategies: readonly Ranking<Fields>[],
  ticket: PolicyTicket<Fields>,
  candidates: readonly Candidate[],
  context: RankContext,
): RoutingDecision {
  const { chosen, reasons, count } = pickAmong(strategies, ticket, candidates, context)
  return { assignee: chosen?.agent.id ?? null, reasons: withMore(reasons, count) }
}

/**
 * Chooses, among the candidates who can take a ticket, the one whom the first strategy ranks highest, among equals by the
 * next, and at last by chance. One pass: strategies are asked once for each candidate, and nothing is sorted.
 *
 * @throws DocketError `POLICY_FAILED` when a strategy throws or gives no finite number
 */
export function pickAmong<Fields>(
  strategies: readonly Ranking<Fields>[],
  ticket: PolicyTicket<Fields>,
  candidates: readonly Candidate[],
  context: RankContext,
): Picked {
  const refused: Reason[] = []
  const able: Ranked[] = []
  let best: Ranked[] = []
  for (const candidate of candidates) {
    const refusal = refusalOf(candidate, ticket, context.requirements)
    if (refusal !== null) {
      refused.push(refusal)
      continue
    }
    const ranked = { candidate, ranks: strategies.map((strategy) => rankOf(strategy, ticket, candidate, context)) }
    able.push(ranked)
    const lead = best[0] === undefined ? 1 : compare(ranked.ranks, best[0].ranks)
    if (lead > 0) best = [ranked]
    else if (lead === 0) best.push(ranked)
  }
  if (candidates.length === 0) return { chosen: null, reasons: [{ code: 'no-candidates' }], count: 1 }
  const winner = best[best.length > 1 ? Math.floor(context.random.next() * best.length) : 0]
  const reasons = [
    ...(winner === undefined ? [] : toldOfAble(strategies, winner, able, best.length > 1)),
    ...refused.slice(0, MOST_REASONS),
  ]
  return { chosen: winner?.candidate ?? null, reasons: reasons.slice(0, MOST_REASONS), count: candidates.length }
}

/** Reasons as they are kept: where some were left out, how many. */
export function withMore(reasons: readonly Reason[], count: number): readonly Reason[] {
  return count > reasons.length ? [...reasons, { code: 'more-candidates', count: count - reasons.length }] : reasons
}

function rankOf<Fields>(
  { id, rank }: Ranking<Fields>,
  ticket: PolicyTicket<Fields>,
  candidate: Candidate,
  context: RankContext,
): number {
  let value: unknown
  try {
    value = hushed(rank(ticket, candidate, context))
  } catch (cause) {
    if (DocketError.is(cause, 'POLICY_FAILED')) throw cause
    throw new DocketError('POLICY_FAILED', `The routing strategy ${id} threw; mend it.`, { strategy: id }, { cause })
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const given = typeof value === 'number' ? `${value}` : typeof value
    const message = `The routing strategy ${id} ranked the agent ${candidate.agent.id} with ${given}; let it give a finite number.`
    throw new DocketError('POLICY_FAILED', message, { strategy: id, agent: candidate.agent.id })
  }
  // JSON has no -0: what is kept must be what was decided.
  return value + 0
}

/** Above 0 when the first are better, 0 when they are equal. */
function compare(ranks: readonly number[], others: readonly number[]): number {
  const at = firstDifference(ranks, others)
  return at === -1 ? 0 : (ranks[at] ?? 0) - (others[at] ?? 0)
}

/** The place of the strategy that tells two candidates apart; -1 for none. */
function firstDifference(ranks: readonly number[], others: readonly number[]): number {
  return ranks.findIndex((rank, index) => rank !== others[index])
}

function toldOfAble<Fields>(
  strategies: readonly Ranking<Fields>[],
  winner: Ranked,
  able: readonly Ranked[],
  byChance: boolean,
): Reason[] {
  const { agent, load } = winner.candidate
  let decisive = -1
  const losers: Reason[] = []
  for (const { candidate, ranks } of able) {
    if (candidate === winner.candidate) continue
    const at = firstDifference(ranks, winner.ranks)
    decisive = Math.max(decisive, at)
    if (losers.length === MOST_REASONS) continue
    const who = candidate.agent.id
    const by = strategies[at]?.id
    losers.push(
      by === undefined
        ? { code: 'tie', agent: who }
        : { code: 'outranked', agent: who, by, rank: ranks[at], best: winner.ranks[at] },
    )
  }
  const by = byChance ? 'chance' : (strategies[decisive]?.id ?? 'only')
  const ranks = Object.fromEntries(strategies.map(({ id }, index) => [id, winner.ranks[index]]))
  return [{ code: 'chosen', agent: agent.id, by, load, capacity: agent.capacity, ranks }, ...losers]
}
