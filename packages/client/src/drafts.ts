import { newKey } from './new-key.js'
import { notify } from './notify.js'
import type { ClientStorage } from './storage.js'

/** What somebody is about to write; it survives a reload. */
export interface Draft {
  /** The text; empty for none. */
  get(): string
  /** Keeps the text. */
  set(text: string): void
  /** Forgets it, as when it was sent. */
  clear(): void
  /**
   * Give it as `idempotencyKey` when the draft is sent: the same text is then sent once, also after a reload. Another text
   * gets another key.
   */
  readonly key: string
  /** Calls the listener after each change in this page; gives what ends that. */
  subscribe(listener: () => void): () => void
}

interface Kept {
  readonly text: string
  readonly key: string
  /** Whether the key was given away, so that it belongs to this text. */
  readonly used: boolean
}

/** Makes drafts by name. */
export function draftsOf(storage: ClientStorage, prefix: string): (name: string) => Draft {
  const listening = new Map<string, Set<() => void>>()
  return (name) => {
    const place = `${prefix}draft:${name}`
    const read = (): Kept => {
      try {
        const kept = JSON.parse(storage.getItem(place) ?? '') as Kept
        if (typeof kept.text === 'string' && typeof kept.key === 'string') return kept
      } catch {
        // Nothing there, or nothing of ours.
      }
      return { text: '', key: newKey(), used: false }
    }
    const write = (kept: Kept | null) => {
      if (kept === null) storage.removeItem(place)
      else storage.setItem(place, JSON.stringify(kept))
      notify(listening.get(name) ?? [])
    }
    return {
      get: () => read().text,
      set(text) {
        const before = read()
        if (text !== before.text) write(before.used ? { text, key: newKey(), used: false } : { ...before, text })
      },
      clear: () => write(null),
      get key() {
        const kept = read()
        if (!kept.used) storage.setItem(place, JSON.stringify({ ...kept, used: true }))
        return kept.key
      },
      subscribe(listener) {
        const all = listening.get(name) ?? new Set()
        listening.set(name, all.add(listener))
        return () => all.delete(listener)
      },
    }
  }
}
