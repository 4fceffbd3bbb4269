'use client'
import { useEffect, useState } from 'react'
import type { Suggestion } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { useReading } from './use-reading.js'

const NONE: readonly Suggestion[] = []

/** So long nothing is typed before it is asked for, in milliseconds. */
const PAUSE_MS = 250

/** Up to three articles that may answer what is being typed. None is no error, and neither is a search that fails. */
export function useSuggestions(text: string, locale: string): readonly Suggestion[] {
  const { reads } = useDesk()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  // A Chinese word may be two characters long.
  const enough = asked.length >= 2
  const { data, error } = useReading(enough ? `${locale} ${asked}` : null, () => reads.suggestions(asked, locale))
  return enough && !error && data ? data.slice(0, 3) : NONE
}
