'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { LinkButton } from '../panel/buttons.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { useCommand } from './use-command.js'

/** Whether an instant is still to come; shown anew once it is there. */
function useIsAhead(instant: number): boolean {
  const [, setPassed] = useState(0)
  useEffect(() => {
    const left = instant - Date.now()
    // Beyond a day nobody waits for it, and timers have an end.
    if (!(left > 0 && left < 86_400_000)) return
    const timer = setTimeout(() => setPassed(instant), left)
    return () => clearTimeout(timer)
  }, [instant])
  return instant > Date.now()
}

/** Urges: says whom it told, and when it can be done again. */
export function Nudge({
  ticket: { id, nudgeAgainAt },
  told,
}: {
  readonly ticket: Pick<TicketOnWire, 'id' | 'nudgeAgainAt'>
  /** What whoever was told last is called. */
  readonly told: string
}): ReactNode {
  const { say, when } = useSpeech()
  const { client } = useDesk()
  const { state, error, run } = useCommand()
  const soon = error?.reasons.find(({ code }) => code === 'nudge-too-soon')
  const again = Number(soon?.['againAt'] ?? Date.parse(nudgeAgainAt ?? ''))
  const isAhead = useIsAhead(again)
  if (error && !soon) return <Problem error={error} onAgain={() => void run(() => client.nudge(id))} />
  return (
    <div className="row">
      {!isAhead && (
        <LinkButton part="nudge" aria-disabled={state === 'sending'} onClick={() => void run(() => client.nudge(id))}>
          {say(state === 'sending' ? 'sending' : 'nudge')}
        </LinkButton>
      )}
      <p className="small" role="status">
        {isAhead && say('nudged', { name: told, time: when(again) })}
      </p>
    </div>
  )
}
