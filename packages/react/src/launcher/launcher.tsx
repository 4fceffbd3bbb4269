'use client'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'

/** What opens the panel, in words. */
export function Launcher({ open, onClick }: { readonly open: boolean; readonly onClick: () => void }): ReactNode {
  const { say } = useSpeech()
  return (
    <button
      type="button"
      className="docket-launcher"
      part="launcher"
      aria-expanded={open}
      aria-haspopup="dialog"
      onClick={onClick}
    >
      {say('launcher')}
    </button>
  )
}
