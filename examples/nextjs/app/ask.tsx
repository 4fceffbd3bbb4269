'use client'

import { useActionState, useId } from 'react'
import { openTicket } from './actions'

/** The form that begins a ticket. */
export function Ask({ formKey }: { readonly formKey: string }) {
  const [asked, act, busy] = useActionState(openTicket, { ticketId: null, problem: null })
  const [subject, body] = [useId(), useId()]
  if (asked.ticketId !== null) return <p role="status">Thank you. We have your question: {asked.ticketId}</p>
  return (
    <form action={act}>
      <input type="hidden" name="key" value={formKey} />
      <label htmlFor={subject}>What is it about?</label>
      <input id={subject} name="subject" required maxLength={500} />
      <label htmlFor={body}>Tell us more</label>
      <textarea id={body} name="body" />
      {asked.problem !== null && <p role="alert">{asked.problem}</p>}
      <button type="submit" disabled={busy}>
        Ask
      </button>
    </form>
  )
}
