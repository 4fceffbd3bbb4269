'use client'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { en, type Texts } from './en.js'
import { loadTexts } from './load-texts.js'
import { type Speech, speechOf } from './translate.js'

/** How the widget speaks. */
export const SpeechContext: React.Context<Speech> = createContext(speechOf('en', en))

/** How the widget speaks here. */
export const useSpeech = (): Speech => useContext(SpeechContext)

/** How it speaks in a locale; null until its first texts are here. */
export function useSpeechOf(locale: string, own: Partial<Texts> | undefined): Speech | null {
  const [loaded, setLoaded] = useState<{ readonly locale: string; readonly texts: Texts } | null>(
    locale.startsWith('en') && locale !== 'en-XA' ? { locale, texts: en } : null,
  )
  useEffect(() => {
    let wanted = true
    // Words in another language are better than none; until they come, it goes on in the one that it spoke.
    void Promise.resolve(loadTexts(locale))
      .catch(() => en)
      .then((texts) => wanted && setLoaded((before) => (before?.locale === locale ? before : { locale, texts })))
    return () => {
      wanted = false
    }
  }, [locale])
  // Pages give the same words anew with every rendering.
  const words = JSON.stringify(own ?? {})
  return useMemo(() => loaded && speechOf(loaded.locale, { ...loaded.texts, ...JSON.parse(words) }), [loaded, words])
}
