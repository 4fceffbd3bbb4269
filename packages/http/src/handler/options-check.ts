import { isGuessable } from '../identity/guessable.js'
import { checkIdentity } from '../identity/identity-options.js'
import { checkChannels } from '../intake/channel.js'
import { memoryRateLimiter } from '../limit/rate-limiter.js'
import { checkedStreamOptions } from '../stream/stream-options.js'
import { checkWebhookSecret } from '../webhooks/derived-secret.js'
import type { CheckedOptions, HandlerOptions } from './options.js'

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
  if (isGuessable(secret)) {
    throw new TypeError(
      'createHandler needs a `secret` of 32 characters or more that nobody can guess, such as 32 random bytes in base64.',
    )
  }
  if (basePath !== '' && !/^(\/[A-Za-z0-9_.~-]+)+$/.test(basePath)) {
    throw new TypeError('`basePath` is a path such as /api/support, without a slash at its end.')
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
  checkedStreamOptions(rest.streams)
  checkChannels(rest.channels)
  if (rest.suggest !== undefined && typeof rest.suggest !== 'function') throw new TypeError('`suggest` is a function.')
  checkIdentity(rest.identity, rest.clientAddress)
  return { onError: (error) => console.error(error), ...rest, authenticate, secret, basePath, origins, rateLimiter }
}
