'use client'
import type { ReactNode } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { LinkButton } from '../panel/buttons.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { useCommand } from './use-command.js'

/** Urges: says whom it told, or when it can be done again. */
export function Nudge({ id, handler }: { readonly id: string; readonly handler: string | null }): ReactNode {
  const { say, time } = useSpeech()
  const { client } = useDesk()
  const { state, error, run } = useCommand()
  const soon = error?.reasons.find(({ code }) => code === 'nudge-too-soon')
  const again = Number(soon?.['againAt'])
  if (error && !soon) return <Problem error={error} onAgain={() => void run(() => client.nudge(id))} />
  return (
    <div className="row">
      {state !== 'done' && !soon && (
        <LinkButton part="nudge" aria-disabled={state === 'sending'} onClick={() => void run(() => client.nudge(id))}>
          {say(state === 'sending' ? 'sending' : 'nudge')}
        </LinkButton>
      )}
      <p className="small" role="status">
        {state === 'done' && say('nudged', { name: handler ?? say('team') })}
        {again > 0 && say('nudgedLate', { time: time(again) })}
      </p>
    </div>
  )
}
