'use client'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useMeta } from '../hooks/use-meta.js'
import { labelIn } from '../text/label-in.js'
import { useSpeech } from '../text/speech-context.js'

type Known = Pick<TicketOnWire, 'workflow' | 'phase' | 'state'>

/** What a ticket's states are called and mean. */
export interface StateNames {
  readonly nameOf: (ticket: Known, state?: string) => string
  readonly phaseOf: (ticket: Known, state: string) => string | null
}

/** What a ticket's states are called and mean. Until the desk has said so, states are called by what they mean. */
export function useStateName(): StateNames {
  const { say, locale } = useSpeech()
  const { data } = useMeta(locale)
  const find = ({ workflow }: Known, state: string) =>
    data?.workflows.find(({ id }) => id === workflow)?.states.find(({ name }) => name === state)
  return {
    nameOf: (ticket, state = ticket.state) => {
      const found = find(ticket, state)
      return (
        labelIn(found?.label, locale) ?? (found || state === ticket.state ? say(found?.phase ?? ticket.phase) : state)
      )
    },
    phaseOf: (ticket, state) => find(ticket, state)?.phase ?? null,
  }
}
