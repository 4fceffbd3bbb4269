import type { SignedTokens } from './token-types.js'

/** What visitors are offered who have proved nothing. */
export interface VisitorOptions {
  /** The tenant to which a visitor comes; null where none are taken. Never by what the visitor says it is. */
  readonly tenantOf: (request: Request) => string | null | Promise<string | null>
  /** For how long after its token has expired a visitor can come back, in days; 7 if left out. */
  readonly graceDays?: number
  /** For how long one stays the same visitor at most, in days; 30 if left out. */
  readonly mostDays?: number
}

/** Tokens, and what is given for them. */
export interface IdentityOptions {
  readonly tokens: SignedTokens
  /** Visitors; none are taken if left out. Needs `clientAddress`. */
  readonly visitors?: VisitorOptions
}

const DAY_SECONDS = 24 * 60 * 60

/**
 * Checks how identity is to be served.
 *
 * @throws TypeError that names the option
 */
export function checkIdentity(identity: IdentityOptions | undefined, clientAddress: unknown): void {
  if (identity === undefined) return
  if (typeof identity.tokens?.verify !== 'function')
    throw new TypeError('`identity.tokens` takes what signedTokens gives.')
  const { visitors } = identity
  if (visitors === undefined) return
  if (typeof visitors.tenantOf !== 'function') throw new TypeError('`identity.visitors` needs a function `tenantOf`.')
  if (typeof clientAddress !== 'function') {
    throw new TypeError('`identity.visitors` needs `clientAddress`: else one machine could be any number of visitors.')
  }
  for (const name of ['graceDays', 'mostDays'] as const) {
    const days = visitors[name] ?? 1
    if (!Number.isFinite(days) || days <= 0 || days > 366) {
      throw new TypeError(`\`identity.visitors.${name}\` is a number of days up to 366.`)
    }
  }
}

/** The times of visitors in seconds. */
export function visitorTimes({ graceDays = 7, mostDays = 30 }: VisitorOptions) {
  return { graceSeconds: graceDays * DAY_SECONDS, mostSeconds: mostDays * DAY_SECONDS }
}
