'use client'
import { ClientError } from '@docket/client'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'
import { usePanel } from './panel-context.js'

/** Says what went wrong and what can be done. What was written is kept. */
export function Problem({
  error,
  onAgain,
}: {
  readonly error: Error
  readonly onAgain?: (() => void) | undefined
}): ReactNode {
  const { say } = useSpeech()
  const { onSignIn } = usePanel()
  const over = error instanceof ClientError && error.status === 401
  const said = error instanceof ClientError && error.status >= 400 && error.status < 500 ? error.message : ''
  return (
    <div className={over ? 'note warn' : 'note bad'} role="alert">
      <span>{over ? say('signedOut') : `${say('failed')} ${said}`}</span>
      {over ? (
        <button type="button" className="link" onClick={onSignIn}>
          {say('signIn')}
        </button>
      ) : (
        onAgain && (
          <button type="button" className="link" onClick={onAgain}>
            {say('again')}
          </button>
        )
      )}
    </div>
  )
}
