import type { Store } from '@docket/core/store'
import { declareCases } from '../suite/declare-cases.js'
import type { StoreClock, StoreFixture } from './fixture.js'

/** What a case works with. */
export interface CaseContext {
  readonly store: Store
  /** Another handle on the same data; the same store where the fixture has no other. */
  readonly other: Store
  readonly clock: StoreClock
}

/** One sentence of the store contract, with the code that tries it. */
export interface StoreCase {
  /** Stable: the group, a slash and a short name. */
  readonly id: string
  readonly group: string
  /** What must hold, as a sentence. */
  readonly title: string
  /** True when no store may leave it out; another may be skipped with a reason. */
  readonly core: boolean
  /** Resolves when the store keeps the promise; rejects with an assertion otherwise. */
  run(context: CaseContext): Promise<void>
}

/** Declares cases of one group. `advice` declares one that a store may skip with a reason. */
export interface CaseGroup {
  (name: string, title: string, run: StoreCase['run']): StoreCase
  advice(name: string, title: string, run: StoreCase['run']): StoreCase
}

/** The group of this name. */
export function caseGroup(group: string): CaseGroup {
  return declareCases<StoreCase['run']>(group)
}

/** Runs a case on a fixture of its own and ends the fixture, whatever came out. */
export async function runCase(storeCase: StoreCase, fixture: StoreFixture): Promise<void> {
  try {
    const other = fixture.another === undefined ? fixture.store : await fixture.another()
    await storeCase.run({ store: fixture.store, other, clock: fixture.clock })
  } finally {
    await fixture.destroy()
  }
}
