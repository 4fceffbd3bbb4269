/** A key that nobody else has. It is no secret: it counts only for who sends it. */
export function newKey(): string {
  const { crypto } = globalThis as { readonly crypto?: { randomUUID?(): string } }
  // Pages without TLS, and mini programs, have no `randomUUID`.
  return crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`
}
