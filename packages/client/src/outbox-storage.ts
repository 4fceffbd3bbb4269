import type { Entry } from './outbox-types.js'
import type { ClientStorage } from './storage.js'

/** Keeps commands, each under a name of its own: two tabs that write at once lose nothing. */
export interface OutboxStorage {
  all(): Entry[]
  put(entry: Entry): void
  remove(entry: Entry): void
}

/** Makes an outbox's storage. */
export function outboxStorage(storage: ClientStorage, prefix: string): OutboxStorage {
  const start = `${prefix}send:`
  const placeOf = ({ tab, key, method }: Entry) => `${start}${tab}:${method}:${key}`
  return {
    all() {
      const entries = storage.keys().flatMap((name) => (name.startsWith(start) ? parsed(storage.getItem(name)) : []))
      return entries.sort((one, other) => one.place - other.place)
    },
    put: (entry) => storage.setItem(placeOf(entry), JSON.stringify(entry)),
    remove: (entry) => storage.removeItem(placeOf(entry)),
  }
}

function parsed(text: string | null): Entry[] {
  try {
    const entry = JSON.parse(text ?? '') as Entry
    return typeof entry.key === 'string' && typeof entry.method === 'string' ? [entry] : []
  } catch {
    return []
  }
}
