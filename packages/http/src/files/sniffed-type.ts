/** So many bytes tell what a file is. */
export const SNIFFED_BYTES = 16

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The types that are told, and how they begin: what a browser shows at most as a picture or document, and runs nowhere. */
const TYPES: readonly (readonly [type: string, begins: (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => text(bytes, 0, 3) === '\xff\xd8\xff'],
  ['image/gif', (bytes) => /^GIF8[79]a$/.test(text(bytes, 0, 6))],
  ['image/webp', (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP'],
  ['application/pdf', (bytes) => text(bytes, 0, 5) === '%PDF-'],
]

/** What a file is by its own first bytes, whatever its uploader said; else nothing that a browser would open. */
export function sniffedType(first: Uint8Array): string {
  return TYPES.find(([, begins]) => begins(first))?.[0] ?? 'application/octet-stream'
}
