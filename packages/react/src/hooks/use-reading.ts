'use client'
import { useEffect, useState } from 'react'

/** Something that is read once. */
export interface Reading<Value> {
  readonly data: Value | undefined
  readonly error: Error | null
  /** Reads it again. */
  readonly again: () => void
}

/** Reads something when `key` changes; null for not yet. What was read before is shown until then. */
export function useReading<Value>(key: string | null, read: () => Promise<Value>): Reading<Value> {
  const [state, setState] = useState<Omit<Reading<Value>, 'again'>>({ data: undefined, error: null })
  const [times, setTimes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is named by the key.
  useEffect(() => {
    if (key === null) return
    let wanted = true
    read().then(
      (data) => wanted && setState({ data, error: null }),
      (error: Error) => wanted && setState((before) => ({ ...before, error })),
    )
    return () => {
      wanted = false
    }
  }, [key, times])
  return { ...state, again: () => setTimes(times + 1) }
}
