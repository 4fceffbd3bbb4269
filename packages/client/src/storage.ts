/** Where drafts and what is still to be sent survive a reload: `localStorage` if left out, memory where there is none. */
export interface ClientStorage {
  /** What is kept under a name; null for nothing. */
  getItem(key: string): string | null
  /** May throw, as when it is full: then it is kept in memory. */
  setItem(key: string, value: string): void
  /** Forgets it. */
  removeItem(key: string): void
  /** The names of all there is; `Object.keys` of it, as of `sessionStorage`, if left out. */
  keys?(): readonly string[]
}

/** What is kept under names, as JSON; it never throws. */
export interface Kept {
  /** What is kept under a name; null where there is nothing, or no JSON. */
  get(name: string): unknown
  /** Keeps it; null takes it away. */
  set(name: string, value: unknown): void
  /** Whether it survives the page. */
  lasts(name: string): boolean
  /** The names of all there is; one that found no room any more may come twice. */
  names(): readonly string[]
}

/**
 * Storage that never throws: what finds no room, or may not be kept, is kept until the page goes. It is the browser's if left
 * out; null keeps nothing longer than the page.
 */
export function keptIn(given: ClientStorage | null = browserStorage()): Kept {
  const memory = new Map<string, unknown>()
  const attempt = <Value>(run: (storage: ClientStorage) => Value, otherwise: Value): Value => {
    try {
      return given ? run(given) : otherwise
    } catch {
      return otherwise
    }
  }
  return {
    get: (name) =>
      memory.get(name) ?? attempt((storage) => JSON.parse(storage.getItem(name) ?? 'null') as unknown, null),
    set(name, value) {
      memory.delete(name)
      const done = attempt((storage) => {
        if (value === null) storage.removeItem(name)
        else storage.setItem(name, JSON.stringify(value))
        return true
      }, value === null)
      if (!done) memory.set(name, value)
    },
    lasts: (name) => given !== null && !memory.has(name),
    names: () => [...memory.keys(), ...attempt((storage) => storage.keys?.() ?? Object.keys(storage), [])],
  }
}

/** The browser's own storage; null where there is none, or the page may not have it. */
function browserStorage(): ClientStorage | null {
  try {
    return (globalThis as { readonly localStorage?: ClientStorage }).localStorage ?? null
  } catch {
    return null
  }
}
