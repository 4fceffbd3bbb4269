import { fromBase64Url, toBase64Url } from './base64url.js'
import type { HandlerContext } from './options.js'

/** Seals texts: nobody can read or change them, and they come back only for what they were sealed for. */
export interface Seal {
  /** The text, sealed for a purpose, such as a tenant, actor and list. */
  close(purpose: readonly string[], text: string): Promise<string>
  /** The text of a sealed one; null where it is none, was changed, or was sealed for another purpose. */
  open(purpose: readonly string[], sealed: string): Promise<string | null>
}

/** What is sealed; each use has a key of its own, so that nothing of one is ever taken for another's. */
type Use = 'cursor' | 'stream position' | 'download link'

const NONCE_BYTES = 12
const LONGEST = 60_000
const encoder = new TextEncoder()
const known = new WeakMap<HandlerContext, Map<Use, Seal>>()

/** The seal of a handler for a use, made when it is first asked for. */
export function sealIn(context: HandlerContext, use: Use): Seal {
  const seals = known.get(context) ?? new Map<Use, Seal>()
  known.set(context, seals)
  const seal = seals.get(use) ?? sealOf(context.options.secret, use)
  seals.set(use, seal)
  return seal
}

/** Makes a seal of a secret: AES-256-GCM by Web Crypto, with the purpose as its additional data. */
export function sealOf(secret: string, use: Use): Seal {
  const key = keyOf(secret, use)
  const algorithm = (purpose: readonly string[], iv: Uint8Array<ArrayBuffer>) => {
    // As JSON, so that no two purposes can be written alike.
    return { name: 'AES-GCM', iv, additionalData: encoder.encode(JSON.stringify(purpose)) }
  }
  return {
    async close(purpose, text) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const sealed = await crypto.subtle.encrypt(algorithm(purpose, nonce), await key, encoder.encode(text))
      return toBase64Url(new Uint8Array([...nonce, ...new Uint8Array(sealed)]))
    },
    async open(purpose, sealed) {
      const bytes = sealed.length > LONGEST ? null : fromBase64Url(sealed)
      if (bytes === null || bytes.length <= NONCE_BYTES) return null
      try {
        const nonce = bytes.slice(0, NONCE_BYTES)
        const opened = await crypto.subtle.decrypt(algorithm(purpose, nonce), await key, bytes.slice(NONCE_BYTES))
        return new TextDecoder().decode(opened)
      } catch {
        return null
      }
    },
  }
}

async function keyOf(secret: string, use: Use) {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const derived = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(use) }
  return crypto.subtle.deriveKey(derived, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
