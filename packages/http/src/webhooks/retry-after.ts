const LONGEST_MS = 24 * 60 * 60 * 1_000

/** How long a `Retry-After` asks to wait, in milliseconds, at most a day; null for none, and for what is neither seconds nor a date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  const given = header.trim()
  if (/^\d+$/.test(given)) return Math.min(Number(given) * 1_000, LONGEST_MS)
  // Dates of HTTP begin with a day of the week; `Date.parse` would take much else.
  const at = /^[A-Z][a-z]+, /.test(given) ? Date.parse(given) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), LONGEST_MS)
}
