import type { Instant, Store } from '@docket/core/store'

/** The clock by which a store judges what is due and which lease has run out, in the hands of a test. */
export interface StoreClock {
  /** What the store's clock says now. It may stand still between two advances, or run. */
  now(): Instant
  /** Moves the store's clock forward. */
  advance(milliseconds: number): void | Promise<void>
}

/** A fresh, empty store with what a test needs to drive it. */
export interface StoreFixture {
  readonly store: Store
  readonly clock: StoreClock
  /**
   * Another handle on the same data, as another process would have it: its own connections, its own caches.
   * Left out where no second process can reach the data, such as a store in memory.
   */
  another?(): Store | Promise<Store>
  /** Ends what the fixture opened, the handles from `another` included. */
  destroy(): void | Promise<void>
}

/** Makes the store under test. Called once per case. */
export type CreateStore = () => StoreFixture | Promise<StoreFixture>

/**
 * The custom fields by which the suites filter. A store that must be told its indexed fields beforehand declares these.
 */
export const CONFORMANCE_FIELDS = ['severity', 'product', 'amount', 'urgent'] as const
