import type { ClientParts } from './client-parts.js'
import { newKey } from './new-key.js'
import { notify } from './notify.js'

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

/** A text, and the key that is its own. */
interface KeptDraft {
  readonly text: string
  readonly key: string
}

/** Makes drafts by name. */
export function draftsOf({ kept, prefix }: ClientParts): (name: string) => Draft {
  const listening = new Map<string, Set<() => void>>()
  return (name) => {
    const place = `${prefix}draft:${name}`
    const read = (): KeptDraft => {
      const { text, key } = { ...(kept.get(place) as Partial<Record<keyof KeptDraft, unknown>> | null) }
      return { text: typeof text === 'string' ? text : '', key: typeof key === 'string' ? key : newKey() }
    }
    const write = (draft: KeptDraft | null) => {
      kept.set(place, draft)
      notify(listening.get(name) ?? [])
    }
    return {
      get: () => read().text,
      set(text) {
        if (text !== read().text) write({ text, key: newKey() })
      },
      clear: () => write(null),
      get key() {
        const draft = read()
        kept.set(place, draft)
        return draft.key
      },
      subscribe(listener) {
        const all = listening.get(name) ?? new Set()
        listening.set(name, all.add(listener))
        return () => all.delete(listener)
      },
    }
  }
}
