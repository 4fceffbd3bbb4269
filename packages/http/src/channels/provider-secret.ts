import { isGuessable } from '../identity/guessable.js'
import { fromBase64 } from './bytes.js'

/**
 * Checks a secret that a provider's account has.
 *
 * @throws TypeError where it can be guessed
 */
export function checkSecret(secret: string, name: string, least: number): void {
  if (!isGuessable(secret, least)) return
  throw new TypeError(`\`${name}\` is a secret of ${least} characters or more that nobody can guess.`)
}

/**
 * The bytes of a secret as Standard Webhooks writes it.
 *
 * @throws TypeError where it is none, or can be guessed
 */
export function bytesOfSecret(text: string): Uint8Array<ArrayBuffer> {
  const bytes = typeof text === 'string' && text.startsWith('whsec_') ? fromBase64(text.slice(6)) : null
  // Bytes have no length as a text: spaces at their ends count.
  const fits = bytes !== null && bytes.byteLength >= 24 && bytes.byteLength <= 64
  if (fits && !isGuessable(String.fromCharCode(...bytes), 1)) return bytes
  throw new TypeError('`secret` is `whsec_` and 24 to 64 random bytes in base64.')
}
