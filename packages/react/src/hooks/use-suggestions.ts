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
  const enough = asked.length >= 2
  const { data, error } = useReading(enough ? `${locale} ${asked}` : null, () =>
    client.suggestions(asked.slice(0, 200), { locale, most: 3 }),
  )
  return enough && !error && data ? data : NONE
}
