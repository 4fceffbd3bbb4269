'use client'
import type { ReactNode } from 'react'
import { Icon } from '../panel/icon.js'
import { useSpeech } from '../text/speech-context.js'

/** What opens the panel, in words. */
export function Launcher({ open, onClick }: { readonly open: boolean; readonly onClick: () => void }): ReactNode {
  const { say } = useSpeech()
  return (
    <button type="button" className="launch" part="launcher" aria-expanded={open} aria-haspopup="dialog" onClick={onClick}>
      <Icon name="help" />
      {say('launcher')}
    </button>
  )
}
