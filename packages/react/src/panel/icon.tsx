'use client'
import type { ReactNode } from 'react'

const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  down: 'M5 8l5 5 5-5',
  clip: 'M14.5 8.5l-5 5a2.5 2.5 0 0 1-3.5-3.5l5.5-5.5a3.5 3.5 0 0 1 5 5l-6 6a4.8 4.8 0 0 1-6.8-6.8l5-5',
  again: 'M15.5 10a5.5 5.5 0 1 1-1.7-4M15 3v3.5h-3.5',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof PATHS

/** A drawing that says nothing which is not said besides. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className={name === 'back' ? 'flip' : ''}>
      <path d={PATHS[name]} />
    </svg>
  )
}
