import type { Channel, ClientStorage, Locks, Tabs } from '../src/index.js'

/** What the tabs of a browser have in common: storage, locks, channels. */
export function fakeBrowser() {
  const kept = new Map<string, string>()
  const storage: ClientStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
  const held = new Set<string>()
  const queues = new Map<string, (() => void)[]>()
  const open = new Map<string, Set<Channel>>()

  async function hold(name: string, run: () => Promise<void>): Promise<void> {
    held.add(name)
    try {
      await run()
    } finally {
      held.delete(name)
      queues.get(name)?.shift()?.()
    }
  }
  const locks: Locks = {
    async request(name, { signal }, run) {
      if (held.has(name)) {
        await new Promise<void>((resolve, reject) => {
          const queue = queues.get(name) ?? []
          queues.set(name, queue)
          queue.push(resolve)
          signal?.addEventListener('abort', () => {
            if (queue.includes(resolve)) queue.splice(queue.indexOf(resolve), 1)
            reject(new Error('aborted'))
          })
        })
      }
      return hold(name, run)
    },
  }
  const tabs: Tabs = {
    locks,
    channel(name) {
      const all = open.get(name) ?? new Set()
      open.set(name, all)
      const own: Channel = {
        onmessage: null,
        postMessage(message) {
          const data = structuredClone(message)
          for (const other of all) if (other !== own) setImmediate(() => other.onmessage?.({ data }))
        },
        close() {
          all.delete(own)
          own.onmessage = null
        },
      }
      all.add(own)
      return own
    },
  }
  return { storage, tabs, kept }
}
