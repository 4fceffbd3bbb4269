/** Bytes as base64url without padding (RFC 4648 §5): text that may stand in a path, a query and a header. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The bytes that a text in base64url stands for, written in the one right way; null for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    // The last character can have bits that say nothing: only one spelling has none of them.
    return toBase64Url(bytes) === text ? bytes : null
  } catch {
    return null
  }
}
