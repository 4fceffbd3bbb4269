import type { CounterChange } from '@docket/core/store'

/**
 * All changes of one counter as one: a value `v` of at most `ceiling` becomes `max(floor, v + delta)`.
 *
 * Each change adds and then stops at 0; any sequence of such steps has this form.
 */
export interface MergedCounter {
  readonly key: string
  readonly delta: number
  readonly floor: number
  /** Null when there is no maximum. */
  readonly ceiling: number | null
}

/** Merges the changes of each counter, in order of the keys. */
export function mergeCounters(changes: readonly CounterChange[]): MergedCounter[] {
  const merged = new Map<string, MergedCounter>()
  for (const { key, delta, max } of changes) {
    const before = merged.get(key) ?? { key, delta: 0, floor: 0, ceiling: null }
    const floor = Math.max(0, before.floor + delta)
    const sum = before.delta + delta
    const limits = before.ceiling === null ? [] : [before.ceiling]
    // Below 0 no counter is, so a ceiling of -1 lets nothing pass.
    if (max !== undefined) limits.push(floor > max ? -1 : max - sum)
    merged.set(key, { key, delta: sum, floor, ceiling: limits.length === 0 ? null : Math.min(...limits) })
  }
  return [...merged.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}
