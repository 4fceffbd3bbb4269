import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type IdentityOptions, signedTokens } from '../../src/index.js'

/** The secrets of the probes, which stand nowhere else. */
export const PROBE_SECRET = createHash('sha256').update('probes').digest('base64')
const TOKEN_KEY = createHash('sha256').update('tokens of probes').digest('base64')

/** What the probed handler offers those who have proved nothing. */
export const PROBE_IDENTITY: IdentityOptions = {
  tokens: signedTokens({ keys: { k1: TOKEN_KEY }, current: 'k1' }),
  visitors: { tenantOf: () => 'a' },
}

/** A token, signed by hand: what a host without our library sends. */
export function tokenBy(
  payload: object,
  { header = {}, key = TOKEN_KEY }: { readonly header?: object; readonly key?: string } = {},
): string {
  const parts = [{ alg: 'HS256', kid: 'k1', typ: 'JWT', ...header }, payload]
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

/** The claims of a progress link. */
export function progressClaims(tenant: string, requester: string, ticket: string): object {
  const iat = Math.floor(Date.now() / 1_000)
  const whom = { iss: 'docket', aud: tenant, sub: requester, role: 'requester' }
  return { ...whom, purpose: 'progress', jti: 'probe', iat, exp: iat + 86_400, ticket }
}

/** The claims of a visitor who is one since so many seconds. */
export function visitorClaims(tenant: string, age = 0): object {
  const iat = Math.floor(Date.now() / 1_000) - age
  const whom = { iss: 'docket', aud: tenant, sub: `visitor-${'v'.repeat(22)}`, role: 'requester' }
  return { ...whom, purpose: 'visitor', jti: 'probe', iat, exp: iat + 900, since: iat }
}

/** A link to a file, sealed by hand. */
export function linkBy(
  words: readonly unknown[],
  { secret = PROBE_SECRET, use = 'download link', about = '[]' } = {},
): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', secret, '', use, 32)), nonce)
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(words)), cipher.final(), cipher.getAuthTag()])
  return sealed.toString('base64url')
}
