/** What the client needs of an `AbortController`, where there is none. */
export function plainAbort(): AbortController {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
  }
  const abort = () => {
    signal.aborted = true
    for (const listener of [...listeners]) listener()
    listeners.clear()
  }
  return { signal, abort } as unknown as AbortController
}
