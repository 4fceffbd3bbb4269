import { LIMITS } from '@docket/core'
import * as z from 'zod'
import type { TokenClaims, TokenPurpose, TokenRequest } from './token-types.js'

/** The longest life of a token in seconds, by what it is for. Links in mails are read days later. */
export const LONGEST_SECONDS: Readonly<Record<TokenPurpose, number>> = {
  user: 15 * 60,
  visitor: 15 * 60,
  progress: 90 * 24 * 60 * 60,
}

/** So much may a clock be ahead of ours, in seconds, for `iat` and `nbf`. What has expired has expired. */
export const TOLERANCE_SECONDS = 60

/** What visitors are called: 128 random bits. Nobody else may be called so. */
const VISITOR = /^visitor-[A-Za-z0-9_-]{22}$/

/** As a desk takes it: what no desk takes is no token's, rather than a fault at each request. */
const id = z
  .string()
  .min(1)
  .max(LIMITS.id)
  .refine((name) => name.trim() === name && !/[\p{Cc}\p{Cs}]/u.test(name))
const second = z.int().min(0).max(253_402_300_799)

/** What the payload of a token holds: nothing else, and nothing of another kind. */
const payload = z.strictObject({
  iss: id,
  aud: id,
  sub: id,
  role: id,
  purpose: z.enum(['user', 'visitor', 'progress']),
  iat: second,
  exp: second,
  nbf: second.exactOptional(),
  jti: id,
  tier: id.exactOptional(),
  locale: id.exactOptional(),
  ticket: id.exactOptional(),
  since: second.exactOptional(),
})

type Payload = z.output<typeof payload>

/** What a payload says, whenever it is valid; null for one that says what no token says. */
export function claimsOf(
  given: unknown,
  issuer: string,
): { readonly claims: TokenClaims; readonly notBefore: number } | null {
  const parsed = payload.safeParse(given)
  if (!parsed.success || parsed.data.iss !== issuer) return null
  const { aud, sub, role, purpose, iat, exp, nbf = iat, jti, tier, locale, ticket, since } = parsed.data
  if (!isWhole(parsed.data) || exp <= iat || exp - iat > LONGEST_SECONDS[purpose]) return null
  const claims: TokenClaims = {
    purpose,
    id: jti,
    tenant: aud,
    actor: { type: role, id: sub },
    issuedAt: new Date(iat * 1_000),
    expiresAt: new Date(exp * 1_000),
    ...(tier !== undefined && { tier }),
    ...(locale !== undefined && { locale }),
    ...(ticket !== undefined && { ticketId: ticket }),
    ...(since !== undefined && { since: new Date(since * 1_000) }),
  }
  return { claims, notBefore: Math.max(nbf, iat) }
}

/** The payload of a token that is to be. */
export function payloadOf(request: TokenRequest, issuer: string, tokenId: string, now: number): Payload {
  const { purpose, tenant, actor, seconds, tier, locale, ticketId, since } = request
  const iat = Math.floor(now / 1_000)
  const made: Payload = {
    iss: issuer,
    aud: tenant,
    sub: actor?.id,
    role: actor?.type,
    purpose,
    iat,
    exp: iat + seconds,
    jti: tokenId,
    ...(tier !== undefined && { tier }),
    ...(locale !== undefined && { locale }),
    ...(ticketId !== undefined && { ticket: ticketId }),
    ...(since !== undefined && { since: Math.floor(since.getTime() / 1_000) }),
  }
  if (claimsOf(made, issuer) === null) {
    throw new TypeError(
      `A token for ${purpose} needs a tenant, an actor, and whole seconds up to ${LONGEST_SECONDS[purpose]}` +
        '; names have no control characters and no space around them, and nobody but a visitor is called visitor-….',
    )
  }
  return made
}

/** Whether a payload has all that its purpose takes, and nothing that another one takes. */
function isWhole({ purpose, aud, sub, role, ticket, since, tier }: Payload): boolean {
  if (aud === '*' || role === 'system') return false
  const isVisitor = VISITOR.test(sub) && role === 'requester'
  // A visitor never becomes a customer whom the host knows, nor one of these a visitor.
  if (purpose === 'visitor') return isVisitor && since !== undefined && ticket === undefined && tier === undefined
  if (purpose === 'user') return !/^visitor-/i.test(sub) && ticket === undefined && since === undefined
  return ticket !== undefined && since === undefined && tier === undefined && role === 'requester'
}
