'use client'
import { useMedia } from '../hooks/use-media.js'
import type { Appearance } from './appearance.js'

/** Whether it is dark, by the appearance or else by the system. */
export function useDark(scheme: Appearance['scheme']): boolean {
  const system = useMedia('(prefers-color-scheme:dark)')
  return scheme === 'dark' || (scheme !== 'light' && system)
}
