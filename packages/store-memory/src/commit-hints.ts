type Listener = (tenant: string | null) => void

/** Tells listeners of commits, in a later turn: whoever commits is not held up, nor hurt by what a listener does. */
export class CommitHints {
  readonly #listeners = new Set<Listener>()
  readonly #tenants = new Set<string>()

  /** Takes a listener; returns its end. */
  listen(listener: Listener): () => void {
    // A function of its own, so that one listener given twice has two ends.
    const own: Listener = (tenant) => listener(tenant)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  /** Events of the tenant were committed. */
  committed(tenant: string): void {
    if (this.#listeners.size === 0) return
    if (this.#tenants.size === 0) queueMicrotask(() => this.#tell())
    this.#tenants.add(tenant)
  }

  #tell(): void {
    const tenants = [...this.#tenants]
    this.#tenants.clear()
    for (const tenant of tenants) {
      for (const listener of this.#listeners) listener(tenant)
    }
  }
}
