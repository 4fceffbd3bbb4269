'use client'
import type { Meta } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { type Reading, useReading } from './use-reading.js'

/** What the desk is like: its states, categories and forms. Read once for a language, when `wanted`. */
export function useMeta(locale: string, wanted = true): Reading<Meta> {
  const { reads } = useDesk()
  return useReading(wanted ? locale : null, () => reads.meta(locale))
}
