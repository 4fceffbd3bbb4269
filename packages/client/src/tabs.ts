/** Locks that the tabs of a browser share: `navigator.locks`. */
export interface Locks {
  /** Runs something while the lock is held, once nobody else has it; rejects when the signal came before that. */
  request(name: string, options: { readonly signal?: AbortSignal }, run: () => Promise<void>): Promise<unknown>
}

/** A line between the tabs of a browser: a `BroadcastChannel`. */
export interface Channel {
  /** Tells the other tabs. */
  postMessage(message: unknown): void
  /** Hears what another tab tells. */
  onmessage: ((event: { readonly data: unknown }) => void) | null
  /** Hears nothing more. */
  close(): void
}

/** What the tabs of a browser share; without it, each has a stream of its own. */
export interface Tabs {
  readonly locks: Locks
  /** Opens the line of a name. */
  channel(name: string): Channel
}

interface Browser {
  readonly navigator?: { readonly locks?: Locks }
  readonly BroadcastChannel?: new (name: string) => Channel
}

/** The browser's own; null where it lacks either. */
export function browserTabs(): Tabs | null {
  const { navigator, BroadcastChannel } = globalThis as unknown as Browser
  const locks = navigator?.locks
  if (!locks || !BroadcastChannel) return null
  return { locks, channel: (name) => new BroadcastChannel(name) }
}
