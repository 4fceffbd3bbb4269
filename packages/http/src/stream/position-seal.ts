/** Seals positions of a tenant's feed. They tell of others' tickets, so nobody can read them, nor change them. */
export interface PositionSeal {
  close(tenant: string, position: string): Promise<string>
  /** The position of a sealed one; null where it is none, was changed, or is another tenant's. */
  open(tenant: string, sealed: string): Promise<string | null>
}

const NONCE_BYTES = 12
const LONGEST = 2_000
const encoder = new TextEncoder()

/** Makes seals of a secret: AES-256-GCM by Web Crypto, with a key of its own for each use. */
export function positionSeal(secret: string, use = 'stream position'): PositionSeal {
  const key = keyOf(secret, use)
  const algorithm = (tenant: string, iv: Uint8Array<ArrayBuffer>) => {
    return { name: 'AES-GCM', iv, additionalData: encoder.encode(tenant) }
  }
  return {
    async close(tenant, position) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const sealed = await crypto.subtle.encrypt(algorithm(tenant, nonce), await key, encoder.encode(position))
      return toBase64Url(new Uint8Array([...nonce, ...new Uint8Array(sealed)]))
    },
    async open(tenant, sealed) {
      const bytes = fromBase64Url(sealed)
      if (bytes === null || bytes.length <= NONCE_BYTES) return null
      try {
        const nonce = bytes.slice(0, NONCE_BYTES)
        const opened = await crypto.subtle.decrypt(algorithm(tenant, nonce), await key, bytes.slice(NONCE_BYTES))
        return new TextDecoder().decode(opened)
      } catch {
        return null
      }
    },
  }
}

async function keyOf(secret: string, use: string) {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const derived = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(use) }
  return crypto.subtle.deriveKey(derived, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
