'use client'
import type { PendingCommand } from '@docket/client'
import type { ReactNode } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { useOnline } from '../hooks/use-online.js'
import { useSpeech } from '../text/speech-context.js'
import { LinkButton } from './buttons.js'

/** How something stands that the desk has not got: on its way, waiting for the network, or refused. */
export function Unsent({ id, error }: { readonly id: string; readonly error: PendingCommand['error'] }): ReactNode {
  const { say } = useSpeech()
  const { outbox } = useDesk().client
  const online = useOnline()
  if (!error) return <span className="small">{say(online ? 'sending' : 'unsent')}</span>
  return (
    <span className="row error" role="alert">
      {say('refused', { why: error.message })}
      <LinkButton onClick={() => outbox.retry(id)}>{say('again')}</LinkButton>
      <LinkButton onClick={() => outbox.discard(id)}>{say('discard')}</LinkButton>
    </span>
  )
}
