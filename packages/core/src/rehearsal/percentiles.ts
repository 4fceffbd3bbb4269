import type { UsedTime } from './rehearsal-types.js'

/** Percentiles by nearest rank: each is a time that was really taken. */
export function percentiles(times: readonly number[]): UsedTime {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { count: sorted.length, p50: at(0.5), p80: at(0.8), p90: at(0.9), p95: at(0.95) }
}
