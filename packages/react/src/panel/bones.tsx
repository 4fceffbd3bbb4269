'use client'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'

/** What stands where something will be: as many lines as will come, as high as they will be. */
export function Bones({ lines, height = 60 }: { readonly lines: number; readonly height?: number }): ReactNode {
  const { say } = useSpeech()
  return (
    <div role="status">
      <span className="hid">{say('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <svg key={line} className="bones" width="100%" height={height} aria-hidden="true">
          <rect className="bone" x="0" y="14" rx="4" width={`${62 - ((line * 17) % 30)}%`} height="12" />
          <rect className="bone" x="0" y="36" rx="4" width="30%" height="10" />
        </svg>
      ))}
    </div>
  )
}
