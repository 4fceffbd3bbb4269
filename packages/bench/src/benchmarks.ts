import type { Report } from './measure/row.js'

/** What the command line asks of a benchmark. */
export interface BenchmarkOptions {
  /** Also what takes minutes to fill. */
  readonly large: boolean
}

/** Measures something and reports rows. */
export type Benchmark = (report: Report, options: BenchmarkOptions) => Promise<void>

/** All benchmarks by name. Loaded only when run, because a missing peer of one must not stop another. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  step: async (report) => (await import('./step/bench.js')).benchmarkStep(report),
}
