'use client'
import { useMemo, useSyncExternalStore } from 'react'

/** What one can look at and listen to. */
export interface Store<Value> {
  get(): Value
  subscribe(listener: () => void): () => void
}

/** What a store has, kept up to date while it is shown. */
export function useStore<Value>(store: Store<Value>): Value {
  const { subscribe, get } = useMemo(
    () => ({ subscribe: (listener: () => void) => store.subscribe(listener), get: () => store.get() }),
    [store],
  )
  return useSyncExternalStore(subscribe, get, get)
}
