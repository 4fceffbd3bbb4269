import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Principal } from '@docket/http'

/** The name of the cookie. */
export const SESSION = 'session'

/** A secret of the environment, which the app does not start without. */
export function secretOf(name: string): string {
  const secret = process.env[name] ?? ''
  if (secret.length < 32) throw new Error(`Set ${name} to at least 32 characters that nobody can guess.`)
  return secret
}

/** The value of the cookie for somebody: in place of the sessions that your app has. */
export function sessionFor(type: 'requester' | 'agent', id: string): string {
  const who = Buffer.from(JSON.stringify([type, id])).toString('base64url')
  return `${who}.${signatureOf(who).toString('base64url')}`
}

/** Who somebody is by the value of the cookie; null for nobody. */
export function principalOf(value: string | undefined): Principal | null {
  const [who = '', signature = ''] = (value ?? '').split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(who)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const [type, id] = JSON.parse(Buffer.from(who, 'base64url').toString()) as [string, string]
  return { tenant: 'shop', actor: { type, id } }
}

function signatureOf(who: string): Buffer {
  return createHmac('sha256', secretOf('SESSION_SECRET')).update(who).digest()
}
