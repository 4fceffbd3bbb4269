'use client'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useMeta } from '../hooks/use-meta.js'
import { labelIn } from '../text/label-in.js'
import { useSpeech } from '../text/speech-context.js'
import { stateOf } from './state-of.js'

type Known = Pick<TicketOnWire, 'workflow' | 'workflowVersion' | 'phase' | 'state'>

/** What a ticket's states are called. Until the desk has said so, states are called by what they mean. */
export function useStateName(): { readonly nameOf: (ticket: Known, state?: string) => string } {
  const { say, locale } = useSpeech()
  const { data } = useMeta(locale)
  return {
    nameOf: (ticket, state = ticket.state) => {
      const found = stateOf(data, ticket, state)
      return (
        labelIn(found?.label, locale) ?? (found || state === ticket.state ? say(found?.phase ?? ticket.phase) : state)
      )
    },
  }
}
