'use client'

import { useActionState, useId } from 'react'
import { signIn } from '../session'

/** Asks who somebody is. */
export function SignInForm() {
  const [{ problem }, act, busy] = useActionState(signIn, { problem: null })
  const [name, role] = [useId(), useId()]
  return (
    <form action={act}>
      <label htmlFor={name}>Your name</label>
      <input id={name} name="name" required maxLength={50} pattern="[A-Za-z0-9]+" autoComplete="username" />
      <label htmlFor={role}>You are</label>
      <select id={role} name="role">
        <option value="requester">a customer</option>
        <option value="agent">an agent</option>
      </select>
      {problem !== null && <p role="alert">{problem}</p>}
      <button type="submit" disabled={busy}>
        Sign in
      </button>
    </form>
  )
}
