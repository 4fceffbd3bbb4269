/** Where drafts and what is still to be sent survive a reload: `localStorage` if left out, memory where there is none. */
export interface ClientStorage {
  getItem(key: string): string | null
  /** May throw, as when it is full: then it is kept in memory. */
  setItem(key: string, value: string): void
  removeItem(key: string): void
  /** The names of all there is. */
  keys(): readonly string[]
}

/** Storage that never throws: what finds no room, or may not be kept, is kept until the page goes. */
export function safeStorage(given: ClientStorage | null): ClientStorage {
  const memory = new Map<string, string>()
  const attempt = <Value>(run: (storage: ClientStorage) => Value, otherwise: Value): Value => {
    try {
      return given === null ? otherwise : run(given)
    } catch {
      return otherwise
    }
  }
  return {
    getItem: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    setItem(key, value) {
      memory.delete(key)
      const kept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      }, false)
      if (!kept) memory.set(key, value)
    },
    removeItem(key) {
      memory.delete(key)
      attempt((storage) => storage.removeItem(key), undefined)
    },
    keys: () => [...new Set([...memory.keys(), ...attempt((storage) => storage.keys(), [])])],
  }
}

interface WebStorage extends Omit<ClientStorage, 'keys'> {
  readonly length: number
  key(index: number): string | null
}

/** The browser's own storage; null where there is none, or the page may not have it. */
export function browserStorage(): ClientStorage | null {
  try {
    const web = (globalThis as { readonly localStorage?: WebStorage }).localStorage
    if (!web) return null
    return {
      getItem: (key) => web.getItem(key),
      setItem: (key, value) => web.setItem(key, value),
      removeItem: (key) => web.removeItem(key),
      keys: () => Array.from({ length: web.length }, (_, index) => web.key(index) ?? ''),
    }
  } catch {
    return null
  }
}
