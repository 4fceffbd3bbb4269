'use client'
import { useEffect, useState } from 'react'
import { useDesk } from './desk-context.js'

/** Something that is read once. */
export interface Reading<Value> {
  readonly data: Value | undefined
  readonly error: Error | null
  /** Reads it again. */
  readonly again: () => void
}

/** Reads something when `key` or the desk changes; null for not yet. What the desk said before is shown until then. */
export function useReading<Value>(key: string | null, read: () => Promise<Value>): Reading<Value> {
  const desk = useDesk()
  const [state, setState] = useState<{ readonly of?: unknown; readonly data?: Value; readonly error?: Error | null }>(
    {},
  )
  const [times, setTimes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is named by the key.
  useEffect(() => {
    if (key === null) return
    let wanted = true
    read().then(
      (data) => wanted && setState({ of: desk, data }),
      (error: Error) => wanted && setState({ of: desk, error }),
    )
    return () => {
      wanted = false
    }
  }, [key, times, desk])
  const { data, error = null }: typeof state = state.of === desk ? state : {}
  return { data, error, again: () => setTimes(times + 1) }
}
