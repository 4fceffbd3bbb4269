'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { SESSION, sessionFor } from '../lib/session'

/** What the form of the sign-in page shows after it was sent. */
export interface SignIn {
  readonly problem: string | null
}

/** Signs somebody in as whoever they say they are: for the example alone, your app knows better. */
export async function signIn(_before: SignIn, form: FormData): Promise<SignIn> {
  const [name, role] = [form.get('name'), form.get('role')]
  if (typeof name !== 'string' || !/^[a-z0-9]{1,50}$/i.test(name) || (role !== 'requester' && role !== 'agent')) {
    return { problem: 'Give a name of up to 50 letters and digits, and say what you are.' }
  }
  const secure = process.env['NODE_ENV'] === 'production'
  const jar = await cookies()
  jar.set(SESSION, sessionFor(role, name), { httpOnly: true, sameSite: 'lax', secure, path: '/' })
  redirect('/')
}

/** Signs out. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  jar.delete(SESSION)
  redirect('/sign-in')
}
