import type { ActorReference } from '@docket/core'

/** What a token is for; one for something else opens nothing. */
export type TokenPurpose = 'user' | 'visitor' | 'progress'

/** What a token says, once its signature is checked. */
export interface TokenClaims {
  readonly purpose: TokenPurpose
  /** The token's own random id. */
  readonly id: string
  readonly tenant: string
  readonly actor: ActorReference
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** The customer's tier; for `user` alone. */
  readonly tier?: string
  /** The customer's language as a BCP 47 tag; for `user` and `visitor`. */
  readonly locale?: string
  /** The one ticket of a progress link. */
  readonly ticketId?: string
  /** Since when a visitor has been one. */
  readonly since?: Date
}

/** A token to give to whoever it is for. */
export interface IssuedToken {
  readonly token: string
  readonly expiresAt: Date
}

/** Who a token is to be for. */
export interface TokenRequest {
  readonly purpose: TokenPurpose
  readonly tenant: string
  readonly actor: ActorReference
  /** How long it is valid, in seconds. */
  readonly seconds: number
  readonly tier?: string
  readonly locale?: string
  readonly ticketId?: string
  readonly since?: Date
}

/** How tokens are signed and checked. */
export interface SignedTokensOptions {
  /**
   * The secrets by key id, each of 32 characters or more that nobody can guess, such as 32 random bytes in base64. What an old
   * one signed is valid until it is taken out.
   */
  readonly keys: Readonly<Record<string, string>>
  /** The id of the key that signs. */
  readonly current: string
  /** What stands in `iss`; `docket` if left out. */
  readonly issuer?: string
  /** The roles that a token for `user` may give; `requester` alone if left out, so that a widget's key makes nobody an agent. */
  readonly roles?: readonly string[]
  /**
   * Whether what a token says holds no more: its principal was removed, has signed out, or the link was taken back. Asked at
   * each check, and for open streams every four seconds; what throws lets nobody in.
   */
  readonly isRevoked?: (claims: TokenClaims) => boolean | Promise<boolean>
  /** The clock in milliseconds; the machine's if left out. */
  readonly now?: () => number
  /** Is told when a clock is wrong; `console.error` if left out. */
  readonly onClockOff?: (error: Error) => void
}

/** Signs tokens and checks them. */
export interface SignedTokens {
  /**
   * Signs a token for a customer whom the host knows, valid for at most fifteen minutes.
   *
   * @throws TypeError when that cannot be one
   */
  issue(customer: {
    readonly tenant: string
    readonly actor: ActorReference
    /** Seconds, 300 if left out, 900 at most. */
    readonly seconds?: number
    readonly tier?: string
    readonly locale?: string
  }): Promise<IssuedToken>
  /** Signs a token for any purpose. */
  sign(request: TokenRequest): Promise<IssuedToken>
  /**
   * What a token says; null for one that is not valid now, is for something else, or is none.
   *
   * @param graceSeconds - so long ago it may have expired
   */
  verify(token: unknown, purposes: readonly TokenPurpose[], graceSeconds?: number): Promise<TokenClaims | null>
  /** The clock that tokens are checked by, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number
}
