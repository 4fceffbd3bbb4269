import { GOOD_SECRET, isGuessable } from '../identity/guessable.js'

const utf8 = new TextEncoder()

/**
 * Checks the secret from which those of endpoints are derived.
 *
 * @throws TypeError that names the option
 */
export function checkWebhookSecret(secret: unknown, what: string): void {
  if (!isGuessable(secret as string)) return
  throw new TypeError(`${what} needs a \`secret\`, the same for the sender and the handler: ${GOOD_SECRET}.`)
}

/**
 * The secret of an endpoint, `whsec_` and 32 bytes in base64 as Standard Webhooks has it. It is kept nowhere: whoever has the
 * sender's secret derives it, and from it nobody derives the sender's, nor another endpoint's.
 */
export async function derivedSecret(
  secret: string,
  tenant: string,
  { id, secretNumber }: { readonly id: string; readonly secretNumber: number },
): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveBits'])
  // As JSON, so that no two endpoints can be written alike.
  const info = utf8.encode(JSON.stringify(['docket webhook', tenant, id, secretNumber]))
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, key, 256)
  return `whsec_${btoa(String.fromCharCode(...new Uint8Array(bits)))}`
}
