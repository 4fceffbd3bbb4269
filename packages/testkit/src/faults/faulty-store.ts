import type { Random } from '@docket/core'
import { DocketError, type Store } from '@docket/core/store'

/** A method of the store that can fail. */
export type StoreMethod = Exclude<keyof Store, 'transaction' | 'onCommit'>

/** `before`: the call never reached the store. `after`: the store did it all, and the answer was lost. */
export type FaultMoment = 'before' | 'after'

/** One fault at a named place. */
export interface PlannedFault {
  readonly method: StoreMethod
  /** Which call of the method fails, counted from 1. */
  readonly call: number
  readonly when: FaultMoment
}

/** Which calls fail: a share of all, chosen by a source of randomness, or those that are named. */
export type FaultPlan =
  | {
      /** Such as `seededRandom` of `@docket/core/testing`, so that the faults are the same in each run. */
      readonly random: Random
      /** From 0 for no call to 1 for every call. */
      readonly rate: number
      /** Only calls of these methods; all when left out. */
      readonly methods?: readonly StoreMethod[]
    }
  | { readonly at: readonly PlannedFault[] }

/** How often what really happened. A test whose faults never fired has shown nothing. */
export interface FaultCounts {
  /** Calls, the failed ones included. */
  readonly calls: number
  readonly before: number
  readonly after: number
  /** Faults of each method that had any. */
  readonly byMethod: Readonly<Partial<Record<StoreMethod, number>>>
}

/** A store that fails on purpose, and the count of its faults. */
export interface FaultyStore {
  readonly store: Store
  /** What has happened so far. */
  readonly faults: () => FaultCounts
}

/**
 * Wraps a store so that calls fail with `STORE_UNAVAILABLE`, before the store did anything or after it did everything:
 * the caller cannot tell the two apart, as with a real connection.
 *
 * @example
 * ```ts
 * import { type Store } from '@docket/core/store'
 * import { faultyStore } from '@docket/testkit'
 *
 * export const losesTheAnswer = (store: Store) => faultyStore(store, { at: [{ method: 'commit', call: 1, when: 'after' }] })
 * ```
 */
export function faultyStore(store: Store, plan: FaultPlan): FaultyStore {
  const calls = new Map<PropertyKey, number>()
  const fired = { before: 0, after: 0 }
  const byMethod: Partial<Record<PropertyKey, number>> = {}

  const faulty = new Proxy(store, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method)
      // To listen asks nothing of the database.
      if (typeof value !== 'function' || method === 'onCommit') return value
      return async (...parameters: unknown[]): Promise<unknown> => {
        const call = (calls.get(method) ?? 0) + 1
        calls.set(method, call)
        const moment = momentOf(plan, method, call)
        if (moment === 'before') fail(moment, method)
        const answer: unknown = await Reflect.apply(value, target, parameters)
        if (moment === 'after') fail(moment, method)
        return answer
      }
    },
  })

  function fail(moment: FaultMoment, method: PropertyKey): never {
    fired[moment] += 1
    byMethod[method] = (byMethod[method] ?? 0) + 1
    throw new DocketError('STORE_UNAVAILABLE', `The connection was cut on purpose in ${String(method)}. Try again.`)
  }

  const faults = () => ({
    calls: [...calls.values()].reduce((sum, count) => sum + count, 0),
    ...fired,
    byMethod: { ...byMethod },
  })
  return { store: faulty, faults }
}

function momentOf(plan: FaultPlan, method: PropertyKey, call: number): FaultMoment | null {
  if ('at' in plan) return plan.at.find((fault) => fault.method === method && fault.call === call)?.when ?? null
  if (plan.methods !== undefined && !plan.methods.some((name) => name === method)) return null
  if (plan.random.next() >= plan.rate) return null
  return plan.random.next() < 0.5 ? 'before' : 'after'
}
