/** Characters that move, hide or end what stands around them, in a header as well as on a page. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu
const MOST_BYTES = 255

/**
 * The header `Content-Disposition` of a file that is to be kept, never shown: its name in ASCII for old clients (RFC 6266) and
 * whole in UTF-8 (RFC 5987).
 */
export function attachmentNamed(name: string | null): string {
  const safe = safeName(name ?? '')
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(safe)}`
}

/** A name that is one, and no path: no separators, no invisible or bidirectional controls, no dots at its ends. */
export function safeName(name: string): string {
  const kept = name
    .replace(UNSAFE, '')
    .normalize('NFC')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  let safe = ''
  let size = 0
  for (const character of kept) {
    size += new TextEncoder().encode(character).byteLength
    if (size > MOST_BYTES) break
    safe += character
  }
  return safe.replace(/[\s.]+$/, '') || 'file'
}

/** In the characters of RFC 5987's `value-chars`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
