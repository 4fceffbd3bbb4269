import { storeCases } from './cases/index.js'
import { runCase } from './store-case.js'
import { type CaseHead, checkedSkips, type StoreSuiteOptions } from './suite.js'

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
  return runCases(storeCases, options.skip, async (storeCase) => runCase(storeCase, await options.create()))
}

/** Runs cases one after the other. */
export async function runCases<Case extends CaseHead>(
  all: readonly Case[],
  skipped: Readonly<Record<string, string>> | undefined,
  run: (one: Case) => Promise<void>,
): Promise<ConformanceReport> {
  const skip = checkedSkips(all, skipped)
  const cases: CaseOutcome[] = []
  for (const one of all) {
    const { id, group, title, core } = one
    const reason = skip.get(id)
    if (reason !== undefined) {
      console.info(`skipped ${id}: ${reason}`)
      cases.push({ id, group, title, core, outcome: 'skipped', reason })
      continue
    }
    const failure = await failureOf(() => run(one))
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
