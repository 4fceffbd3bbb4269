'use server'

import { DocketError } from '@docket/core'
import { cookies } from 'next/headers'
import { principalOf, SESSION } from '../lib/session'
import { supportOf } from '../lib/support'

/** What the form shows after it was sent. */
export interface Asked {
  readonly ticketId: string | null
  readonly problem: string | null
}

/** Begins a ticket as whoever is signed in. */
export async function openTicket(_before: Asked, form: FormData): Promise<Asked> {
  const principal = principalOf((await cookies()).get(SESSION)?.value)
  if (principal === null) return { ticketId: null, problem: 'Sign in first.' }
  const { desk } = await supportOf()
  try {
    const [subject, body] = [textOf(form, 'subject'), textOf(form, 'body')]
    // The form carries a key, so that a second click begins no second ticket.
    const { id } = await desk
      .as(principal)
      .create({ subject, ...(body !== '' && { body }) }, { idempotencyKey: textOf(form, 'key') })
    return { ticketId: id, problem: null }
  } catch (error) {
    if (DocketError.is(error) && error.kind !== 'internal') return { ticketId: null, problem: error.message }
    throw error
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
