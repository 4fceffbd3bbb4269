import { type VisitorOptions, visitorTimes } from './identity-options.js'
import { randomName } from './random-name.js'
import type { SignedTokens } from './token-types.js'

/** A visitor's token lives as long as any. */
const TOKEN_SECONDS = 15 * 60

/** A visitor and its token. */
export interface Visitor {
  readonly visitor: string
  readonly token: string
  readonly expiresAt: Date
}

/** A new visitor of a tenant, who is nobody else and never becomes somebody else. */
export async function newVisitor(tokens: SignedTokens, tenant: string, locale?: string): Promise<Visitor> {
  const id = `visitor-${randomName()}`
  const since = new Date(tokens.now())
  return { visitor: id, ...(await signed(tokens, { tenant, id, since, seconds: TOKEN_SECONDS, locale })) }
}

/** The same visitor with a fresh token; null where the token is none, or too old. */
export async function sameVisitor(
  tokens: SignedTokens,
  options: VisitorOptions,
  token: string,
): Promise<Visitor | null> {
  const { graceSeconds, mostSeconds } = visitorTimes(options)
  const claims = await tokens.verify(token, ['visitor'], graceSeconds)
  if (claims?.since === undefined) return null
  const { tenant, actor, since, locale } = claims
  const left = Math.floor(since.getTime() / 1_000 + mostSeconds - tokens.now() / 1_000)
  if (left <= 0) return null
  const seconds = Math.min(TOKEN_SECONDS, left)
  return { visitor: actor.id, ...(await signed(tokens, { tenant, id: actor.id, since, seconds, locale })) }
}

interface Signed {
  readonly tenant: string
  readonly id: string
  readonly since: Date
  readonly seconds: number
  readonly locale: string | undefined
}

function signed(tokens: SignedTokens, { tenant, id, since, seconds, locale }: Signed) {
  return tokens.sign({
    purpose: 'visitor',
    tenant,
    actor: { type: 'requester', id },
    seconds,
    since,
    ...(locale !== undefined && { locale }),
  })
}
