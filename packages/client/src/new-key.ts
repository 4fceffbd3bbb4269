/** A key that nobody else has. It is no secret: it counts only for who sends it. */
export function newKey(): string {
  const own = (globalThis as { readonly crypto?: { randomUUID?(): string } }).crypto
  // Pages without TLS, and mini programs, have no `randomUUID`.
  if (own?.randomUUID) return own.randomUUID()
  return [Date.now(), Math.random(), Math.random()].map((part) => part.toString(36).replace('.', '')).join('-')
}
