import { GOOD_SECRET, isGuessable } from '../identity/guessable.js'
import { checkIdentity } from '../identity/identity-options.js'
import { checkChannels } from '../intake/channel.js'
import { memoryRateLimiter } from '../limit/rate-limiter.js'
import { checkedStreamOptions } from '../stream/stream-options.js'
import { checkWebhookSecret } from '../webhooks/derived-secret.js'
import type { CheckedOptions, HandlerOptions } from './options.js'
import { toldName } from './told-name.js'

const KNOWN: Readonly<Record<keyof HandlerOptions, true>> = {
  authenticate: true,
  secret: true,
  basePath: true,
  origins: true,
  rateLimiter: true,
  clientAddress: true,
  identity: true,
  agentName: true,
  webhooks: true,
  channels: true,
  suggest: true,
  streams: true,
  signal: true,
  onError: true,
}

/**
 * Checks how a handler is to be mounted.
 *
 * @throws TypeError that names the option
 */
export function checkedOptions(given: HandlerOptions): CheckedOptions {
  const { authenticate, secret, basePath = '', origins = [], rateLimiter = memoryRateLimiter(), ...rest } = given ?? {}
  if (typeof authenticate !== 'function') {
    throw new TypeError('createHandler needs `authenticate`, which says who asks; without it the desk would be open.')
  }
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(KNOWN, name))
  if (unknown.length > 0) {
    throw new TypeError(`createHandler knows no ${unknown.join(', ')}; it takes ${Object.keys(KNOWN).join(', ')}.`)
  }
  if (isGuessable(secret)) {
    throw new TypeError(`createHandler needs a \`secret\` of ${GOOD_SECRET}.`)
  }
  if (basePath !== '' && !/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9_.~-]+)+$/.test(basePath)) {
    throw new TypeError(
      '`basePath` is a path such as /api/support, without a slash at its end, and without . and .. as parts.',
    )
  }
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new TypeError(`\`origins\` has ${origin}, which is no origin such as https://shop.example.`)
    }
  }
  if (rest.webhooks !== undefined) checkWebhookSecret(rest.webhooks?.secret, '`webhooks`')
  if (rest.signal !== undefined && !(rest.signal instanceof AbortSignal)) {
    throw new TypeError('`signal` is the signal of an AbortController, which you abort when the process is to stop.')
  }
  const streams = checkedStreamOptions(rest.streams)
  checkChannels(rest.channels)
  if (rest.suggest !== undefined && typeof rest.suggest !== 'function') throw new TypeError('`suggest` is a function.')
  if (rest.suggest?.deflected !== undefined && typeof rest.suggest.deflected !== 'function') {
    throw new TypeError('`deflected` of `suggest` is a function that is told what solved it.')
  }
  if (rest.agentName !== undefined && typeof rest.agentName !== 'function') {
    throw new TypeError('`agentName` is a function that gives what an agent is called.')
  }
  checkIdentity(rest.identity, rest.clientAddress)
  const { onError = (error: unknown) => console.error(error), agentName, ...others } = rest
  const named = agentName && { agentName: toldName(agentName, onError) }
  return { ...others, ...named, onError, authenticate, secret, basePath, origins, rateLimiter, streams }
}
