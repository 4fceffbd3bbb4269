import type { Instant } from '../kernel/clock.js'

/**
 * So many rules of time that the desk does not know a ticket remembers. Another node may know them, as while a version is
 * rolled out, and would set them off again for the same instant.
 */
export const MOST_UNKNOWN_RULES = 200

/**
 * The rules of time that a ticket forgets: of those that the desk does not know, all but the
 * {@link MOST_UNKNOWN_RULES} that count from the latest instants.
 */
export function forgottenRules(rules: Readonly<Record<string, Instant>>, known: ReadonlySet<string>): string[] {
  const unknown = Object.entries(rules).filter(([rule]) => !known.has(rule))
  if (unknown.length <= MOST_UNKNOWN_RULES) return []
  return unknown
    .sort(([a, from], [b, other]) => other - from || (a < b ? -1 : 1))
    .slice(MOST_UNKNOWN_RULES)
    .map(([rule]) => rule)
}
