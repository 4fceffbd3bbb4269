import { compactVerify, SignJWT } from 'jose'
import { fromBase64Url } from '../handler/base64url.js'
import { claimsOf, payloadOf, TOLERANCE_SECONDS } from './claims.js'
import { GOOD_SECRET, isGuessable } from './guessable.js'
import { randomName } from './random-name.js'
import type { SignedTokens, SignedTokensOptions, TokenRequest } from './token-types.js'

const ALGORITHM = 'HS256'
/** Nothing else may stand in a token's header: no key, no address of one, no extension. */
const HEADER = new Set(['alg', 'kid', 'typ'])
const LONGEST = 4_096
const USUAL_SECONDS = 300
/** A wrong clock is told of no more often than this, in milliseconds. */
const TELL_EVERY_MS = 60_000

/**
 * Makes what signs short-lived tokens and checks them: JWS by HS256, each for one tenant and one purpose. A host gives one to
 * each of its signed-in customers for the widget, and again when it has expired.
 *
 * @throws TypeError where a key can be guessed
 * @example
 * ```ts
 * import { signedTokens } from '@docket/http'
 *
 * const tokens = signedTokens({ keys: { k1: process.env['DOCKET_TOKEN_KEY'] ?? '' }, current: 'k1' })
 * // In a route of yours, for the customer who is signed in there:
 * export const widgetToken = () => tokens.issue({ tenant: 'acme', actor: { type: 'requester', id: customerId } })
 * ```
 */
export function signedTokens(options: SignedTokensOptions): SignedTokens {
  const { current, issuer = 'docket', roles = ['requester'], isRevoked, now = Date.now } = options
  const keys = checkedKeys(options)
  const tell = clockTeller(options.onClockOff ?? ((error) => console.error(error)), now)

  async function sign(request: TokenRequest) {
    // Visitors and links are always a requester's.
    if (request.purpose === 'user' && !roles.includes(request.actor?.type)) {
      throw new TypeError(`Tokens give the roles ${roles.join(', ')}, not ${String(request.actor?.type)}.`)
    }
    const payload = payloadOf(request, issuer, randomName(), now())
    const key = keys.get(current) as Uint8Array
    const token = await new SignJWT({ ...payload })
      .setProtectedHeader({ alg: ALGORITHM, kid: current, typ: 'JWT' })
      .sign(key)
    return { token, expiresAt: new Date(payload.exp * 1_000) }
  }

  /** What is in a token that one of our keys has signed; null for any other. */
  async function opened(token: string): Promise<unknown> {
    try {
      const get = (header: object) => keyFor(header as Readonly<Record<string, unknown>>)
      const { payload } = await compactVerify(token, get, { algorithms: [ALGORITHM] })
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    } catch {
      return null
    }
  }

  function keyFor(header: Readonly<Record<string, unknown>>): Uint8Array {
    const key = typeof header['kid'] === 'string' ? keys.get(header['kid']) : undefined
    if (key === undefined || Object.keys(header).some((name) => !HEADER.has(name))) throw new Error('No such key.')
    return key
  }

  return {
    now,
    sign,
    issue: ({ tenant, actor, seconds = USUAL_SECONDS, tier, locale }) =>
      sign({
        purpose: 'user',
        tenant,
        actor,
        seconds,
        ...(tier !== undefined && { tier }),
        ...(locale !== undefined && { locale }),
      }),
    async verify(token, purposes, graceSeconds = 0) {
      if (typeof token !== 'string' || !isSpelledOnce(token)) return null
      const found = claimsOf(await opened(token), issuer)
      if (found === null) return null
      const { claims, notBefore } = found
      if (!purposes.includes(claims.purpose)) return null
      if (claims.purpose === 'user' && !roles.includes(claims.actor.type)) return null
      const at = now() / 1_000
      if (notBefore > at + TOLERANCE_SECONDS) {
        tell(notBefore - at)
        return null
      }
      if (claims.expiresAt.getTime() / 1_000 + graceSeconds <= at) return null
      return (await isRevoked?.(claims)) ? null : claims
    },
  }
}

function checkedKeys({ keys, current }: SignedTokensOptions): ReadonlyMap<string, Uint8Array> {
  const known = new Map(Object.entries(keys ?? {}))
  for (const [kid, secret] of known) {
    if (kid === '' || isGuessable(secret)) {
      throw new TypeError(`\`keys.${kid}\` needs ${GOOD_SECRET}.`)
    }
  }
  if (!known.has(current))
    throw new TypeError('`current` names the key that signs; there is none of that name in `keys`.')
  const encoder = new TextEncoder()
  return new Map([...known].map(([kid, secret]) => [kid, encoder.encode(secret)]))
}

/** Whether a text is three parts in base64url, each as it is written and in no other way. */
function isSpelledOnce(token: string): boolean {
  if (token.length > LONGEST) return false
  const parts = token.split('.')
  return parts.length === 3 && parts.every((part) => part !== '' && fromBase64Url(part) !== null)
}

function clockTeller(onClockOff: (error: Error) => void, now: () => number) {
  let told = Number.NEGATIVE_INFINITY
  return (seconds: number) => {
    if (now() - told < TELL_EVERY_MS) return
    told = now()
    onClockOff(
      new Error(
        `A token that was rightly signed comes from ${Math.round(seconds)} s ahead of this clock: set the clock of whoever ` +
          `signs, or this one; ${TOLERANCE_SECONDS} s are borne.`,
      ),
    )
  }
}
