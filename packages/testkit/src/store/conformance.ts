import { storeCases } from './cases/index.js'
import { runCase } from './store-case.js'
import { checkedSkips, type StoreSuiteOptions } from './suite.js'

/** What came out of one case. */
export interface CaseOutcome {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly core: boolean
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What was thrown, or the reason of the skip; null for a case that passed. */
  readonly reason: unknown
}

/** The outcomes of all cases, and how many there are of each. */
export interface ConformanceReport {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly cases: readonly CaseOutcome[]
}

/**
 * Runs every case of the store contract without a test runner, one after the other.
 *
 * @throws Error when a skip names no case, a core case, or gives no reason; never because a case failed
 */
export async function runStoreConformance(options: StoreSuiteOptions): Promise<ConformanceReport> {
  const skip = checkedSkips(storeCases, options.skip)
  const cases: CaseOutcome[] = []
  for (const storeCase of storeCases) {
    const { id, group, title, core } = storeCase
    const skipped = skip.get(id)
    if (skipped !== undefined) {
      console.info(`skipped ${id}: ${skipped}`)
      cases.push({ id, group, title, core, outcome: 'skipped', reason: skipped })
      continue
    }
    const failure = await failureOf(async () => runCase(storeCase, await options.create()))
    cases.push({ id, group, title, core, outcome: failure ? 'failed' : 'passed', reason: failure?.reason ?? null })
  }
  const count = (outcome: CaseOutcome['outcome']) => cases.filter((entry) => entry.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), cases }
}

async function failureOf(run: () => Promise<void>): Promise<{ readonly reason: unknown } | null> {
  try {
    await run()
    return null
  } catch (reason) {
    return { reason }
  }
}
