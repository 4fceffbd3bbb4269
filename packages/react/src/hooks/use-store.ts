'use client'
import { useMemo, useSyncExternalStore } from 'react'

/** What one can look at and listen to. */
export interface Store<Value> {
  get(): Value
  subscribe(listener: () => void): () => void
}

/**
 * What a store has, kept up to date while it is shown. `atFirst` is what a server has of it, where the browser may have more,
 * so that a page comes to life as it was sent.
 */
export function useStore<Value>(store: Store<Value>, atFirst?: Value): Value {
  const { subscribe, get } = useMemo(
    () => ({ subscribe: (listener: () => void) => store.subscribe(listener), get: () => store.get() }),
    [store],
  )
  return useSyncExternalStore(subscribe, get, () => atFirst ?? get())
}
