import type { Store } from '@docket/core/store'

/** A store that breaks the contract in one way, and the cases that must notice. */
export interface BrokenStore {
  readonly name: string
  /** Cases each of which must fail on the broken store. */
  readonly caughtBy: readonly string[]
  /** The store with its fault. */
  readonly breakIt: (store: Store) => Store
  /** True when the fault lies between two handles, each of which is broken by itself. */
  readonly perHandle?: boolean
}

/** A store with some of its methods replaced. */
export const withMethods = (store: Store, methods: Partial<Store>): Store => ({ ...store, ...methods })
