import { HttpError } from './problem.js'

const encoder = new TextEncoder()

/** Seals texts, so that they come back unchanged and only to whom they were given. */
export interface Seal {
  /** The text with a seal for a purpose, such as a tenant, actor and list. */
  close(purpose: readonly string[], text: string): Promise<string>
  /**
   * The text of a sealed one.
   *
   * @throws HttpError 400 when it was changed, or sealed for another purpose
   */
  open(purpose: readonly string[], sealed: string): Promise<string>
}

/** Makes seals of a secret: HMAC-SHA-256 by Web Crypto, which compares in constant time. */
export function sealOf(secret: string): Seal {
  const key = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  const bytesOf = (purpose: readonly string[], text: string) => encoder.encode(JSON.stringify([...purpose, text]))
  return {
    async close(purpose, text) {
      const signature = await crypto.subtle.sign('HMAC', await key, bytesOf(purpose, text))
      return `${toBase64Url(encoder.encode(text))}.${toBase64Url(new Uint8Array(signature))}`
    },
    async open(purpose, sealed) {
      const [encoded = '', signature = '', ...more] = sealed.split('.')
      const text = fromBase64Url(encoded)
      const given = fromBase64Url(signature)
      if (text !== null && given !== null && more.length === 0) {
        const words = new TextDecoder().decode(text)
        if (await crypto.subtle.verify('HMAC', await key, given, bytesOf(purpose, words))) return words
      }
      throw new HttpError(400, 'CURSOR_INVALID', 'This place in a list was not given to you; begin at the first page.')
    },
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
