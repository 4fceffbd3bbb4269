import type { JsonObject } from '../kernel/json.js'
import type { RuleMiss, RuleMisses, RulesEvaluated } from './rule-types.js'

/** So many misses of one evaluation are kept in full. */
const MOST_IN_FULL = 20

/** So many parts of a rule's condition are kept that did not hold. */
const MOST_REASONS = 3

type Kept = Pick<RulesEvaluated, 'missed' | 'alsoMissed'>

/** The misses of an evaluation as its event keeps them: the first ones in full, the others together by their first reason. */
export function keptMisses(misses: readonly RuleMiss[]): Kept {
  const missed = misses
    .slice(0, MOST_IN_FULL)
    .map((miss) => ({ ...miss, reasons: miss.reasons.slice(0, MOST_REASONS) }))
  if (misses.length <= MOST_IN_FULL) return { missed }
  const groups = new Map<string, Omit<RuleMisses, 'rules'> & { rules: (readonly [string, number])[] }>()
  for (const { rule, version, seq, since, reasons } of misses.slice(MOST_IN_FULL)) {
    const shared = { seq, ...(since !== undefined && { since }), reason: withoutFound(reasons[0] ?? {}) }
    const name = JSON.stringify(shared)
    const group = groups.get(name) ?? { ...shared, rules: [] }
    group.rules.push([rule, version])
    groups.set(name, group)
  }
  return { missed, alsoMissed: [...groups.values()] }
}

/** All misses that an event tells of. */
export function missesOf({ missed, alsoMissed = [] }: Kept): readonly RuleMiss[] {
  if (alsoMissed.length === 0) return missed
  return [
    ...missed,
    ...alsoMissed.flatMap(({ rules, reason, ...shared }) => {
      return rules.map(([rule, version]): RuleMiss => ({ rule, version, ...shared, reasons: [reason] }))
    }),
  ]
}

function withoutFound(reason: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(reason).filter(([name]) => name !== 'found'))
}
