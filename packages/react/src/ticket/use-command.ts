'use client'
import type { ClientError } from '@docket/client'
import { useState } from 'react'

/** How a command goes on. */
export interface CommandState {
  readonly state: 'idle' | 'sending' | 'done'
  readonly error: ClientError | null
  readonly run: (send: () => Promise<unknown>) => Promise<boolean>
}

/** One command at a time, or `queued` one behind the other, and how it ended. */
export function useCommand(queued = false): CommandState {
  const [state, setState] = useState<CommandState['state']>('idle')
  const [error, setError] = useState<ClientError | null>(null)
  return {
    state,
    error,
    async run(send) {
      if (state === 'sending' && !queued) return false
      setState('sending')
      setError(null)
      try {
        await send()
        setState('done')
        return true
      } catch (thrown) {
        setError(thrown as ClientError)
        setState('idle')
        return false
      }
    },
  }
}
