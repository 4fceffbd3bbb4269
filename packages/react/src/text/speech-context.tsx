'use client'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { en, type Texts } from './en.js'
import { loadTexts } from './load-texts.js'
import { type Speech, speechOf } from './translate.js'

/** How the widget speaks. */
export const SpeechContext: React.Context<Speech> = createContext(speechOf('en', en))

/** How the widget speaks here. */
export const useSpeech = (): Speech => useContext(SpeechContext)

/** How it speaks in a locale; null until its texts are here. */
export function useSpeechOf(locale: string, own: Partial<Texts> | undefined): Speech | null {
  const [loaded, setLoaded] = useState<{ readonly locale: string; readonly texts: Texts } | null>(null)
  const now = locale.startsWith('en') && locale !== 'en-XA' ? en : null
  useEffect(() => {
    if (now) return
    let wanted = true
    // Words in another language are better than none.
    void Promise.resolve(loadTexts(locale))
      .catch(() => en)
      .then((texts) => wanted && setLoaded({ locale, texts }))
    return () => {
      wanted = false
    }
  }, [locale, now])
  const texts = now ?? (loaded?.locale === locale ? loaded.texts : null)
  return useMemo(() => (texts === null ? null : speechOf(locale, { ...texts, ...own })), [locale, texts, own])
}
