'use client'
import type { ShownSuggestion } from '@docket/client'
import { useEffect, useState } from 'react'
import { useDesk } from './desk-context.js'
import { useReading } from './use-reading.js'

const NONE: readonly ShownSuggestion[] = []

/** So long nothing is typed before it is asked for, in milliseconds. */
const PAUSE_MS = 250

/** Up to three articles that may answer what is being typed. None is no error, and neither is a search that fails. */
export function useSuggestions(text: string, locale: string): readonly ShownSuggestion[] {
  const { client } = useDesk()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  // A Chinese word may be two characters long.
  const key = asked.length >= 2 ? `${locale} ${asked}` : null
  const { data } = useReading(key, async () => ({
    key,
    found: await client.suggestions(asked.slice(0, 200), { locale, most: 3 }),
  }))
  // What was found for other words answers other words.
  return data && data.key === key ? data.found : NONE
}
