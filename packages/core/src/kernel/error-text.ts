const LONGEST = 500

/** What was thrown, as a text that can be stored: never empty, never longer than 500 characters; it never throws itself. */
export function errorText(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? `${String(thrown.name)}: ${String(thrown.message)}` : String(thrown)
    const storable = text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')
    return storable.slice(0, LONGEST).replace(/\p{Surrogate}$/u, '') || 'something empty was thrown'
  } catch {
    return 'something was thrown that cannot be read'
  }
}
