'use client'
import type { ShownSuggestion } from '@docket/client'
import { useEffect, useState } from 'react'
import { useDesk } from './desk-context.js'

const NONE: readonly ShownSuggestion[] = []

/** So long nothing is typed before it is asked for, in milliseconds. */
const PAUSE_MS = 250

/** Up to three articles that may answer what is being typed. None is no error, and neither is a search that fails. */
export function useSuggestions(text: string, locale: string): readonly ShownSuggestion[] {
  const { client } = useDesk()
  const [found, setFound] = useState(NONE)
  const words = text.trim()
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      // What was found for other words answers other words.
      setFound(NONE)
      // A Chinese word may be two characters long.
      if (words.length < 2) return
      client.suggestions(words.slice(0, 200), { locale, most: 3 }).then(
        (items) => wanted && setFound(items),
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [client, words, locale])
  return found
}
