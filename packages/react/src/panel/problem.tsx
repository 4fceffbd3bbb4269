'use client'
import { ClientError } from '@docket/client'
import type { ReactNode } from 'react'
import type { TextKey } from '../text/en.js'
import { useSpeech } from '../text/speech-context.js'
import { LinkButton } from './buttons.js'
import { usePanel } from './panel-context.js'

/** Says what went wrong and what can be done. What was written is kept. */
export function Problem({
  error,
  what = 'failed',
  onAgain,
}: {
  readonly error: Error
  /** What went wrong, where more is known than that something did. */
  readonly what?: TextKey
  readonly onAgain?: (() => void) | undefined
}): ReactNode {
  const { say } = useSpeech()
  const { onSignIn } = usePanel()
  const over = error instanceof ClientError && error.status === 401
  const said = error instanceof ClientError && error.status >= 400 && error.status < 500 ? error.message : ''
  return (
    <div className={over ? 'note warn' : 'note bad'} role="alert">
      <span>{over ? say('signedOut') : `${say(what)} ${said}`}</span>
      {over ? (
        <LinkButton onClick={onSignIn}>{say('signIn')}</LinkButton>
      ) : (
        onAgain && <LinkButton onClick={onAgain}>{say('again')}</LinkButton>
      )}
    </div>
  )
}
