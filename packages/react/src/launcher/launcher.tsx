'use client'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'

/** What opens the panel, in words; with how many requests have news, if any. */
export function Launcher({
  open,
  unread,
  onClick,
}: {
  readonly open: boolean
  readonly unread: number
  readonly onClick: () => void
}): ReactNode {
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
      {unread > 0 && (
        <>
          <span className="count" part="unread" aria-hidden="true">
            {unread}
          </span>
          <span className="hid">, {say('unread', { count: unread })}</span>
        </>
      )}
    </button>
  )
}
