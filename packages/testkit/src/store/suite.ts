import { storeCases } from './cases/index.js'
import type { CreateStore } from './fixture.js'
import { runCase, type StoreCase } from './store-case.js'

/** The part of a test runner that the suite needs: that of vitest, of `node:test`, or of another. */
export interface TestRunner {
  /** Names a group of tests, which `body` defines. */
  describe(name: string, body: () => void): unknown
  /** Defines a test. */
  readonly it: {
    (name: string, body: () => Promise<void>): unknown
    /** Defines a test that is not run. */
    skip(name: string, body: () => Promise<void>): unknown
  }
}

/** How the store is made, and what of the suite it leaves out. */
export interface StoreSuiteOptions {
  readonly create: CreateStore
  /** Case id to the reason why it is left out, which is printed. A core case cannot be left out. */
  readonly skip?: Readonly<Record<string, string>>
}

/**
 * Defines the store contract as tests, a group at a time.
 *
 * @example
 * ```ts
 * import { manualClock } from '@docket/core/testing'
 * import { memoryStore } from '@docket/store-memory'
 * import { defineStoreSuite, type StoreFixture } from '@docket/testkit'
 * import { describe, it } from 'vitest'
 *
 * function create(): StoreFixture {
 *   const clock = manualClock()
 *   const advance = (milliseconds: number) => clock.advance({ seconds: milliseconds / 1000 })
 *   return { store: memoryStore({ clock }), clock: { now: clock.now, advance }, destroy: () => {} }
 * }
 *
 * defineStoreSuite({ describe, it }, { create })
 * ```
 * @throws Error when a skip names no case, a core case, or gives no reason
 */
export function defineStoreSuite(runner: TestRunner, options: StoreSuiteOptions): void {
  const run = async (storeCase: StoreCase) => runCase(storeCase, await options.create())
  defineCases(runner, 'store contract', storeCases, options.skip, run)
}

/** What is known of a case before it is run. */
export type CaseHead = Pick<StoreCase, 'id' | 'group' | 'title' | 'core'>

/** Defines cases as tests, a group at a time. */
export function defineCases<Case extends CaseHead>(
  runner: TestRunner,
  what: string,
  cases: readonly Case[],
  skipped: Readonly<Record<string, string>> | undefined,
  run: (one: Case) => Promise<void>,
): void {
  const skip = checkedSkips(cases, skipped)
  for (const group of new Set(cases.map((one) => one.group))) {
    runner.describe(`${what}: ${group}`, () => {
      for (const one of cases) {
        if (one.group !== group) continue
        const reason = skip.get(one.id)
        if (reason === undefined) {
          runner.it(one.title, () => run(one))
        } else {
          console.info(`skipped ${one.id}: ${reason}`)
          runner.it.skip(`${one.title} (skipped: ${reason})`, () => run(one))
        }
      }
    })
  }
}

/** The skips by case id, once each is known to be allowed. */
export function checkedSkips(
  cases: readonly CaseHead[],
  skip: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  for (const [id, reason] of Object.entries(skip)) {
    const found = cases.find((candidate) => candidate.id === id)
    if (found === undefined) throw new Error(`There is no case ${id}; remove it from skip.`)
    if (found.core) throw new Error(`${id} is a core case and cannot be skipped; mend what it tries.`)
    if (reason.trim() === '') throw new Error(`Say why ${id} is skipped.`)
  }
  return new Map(Object.entries(skip))
}
