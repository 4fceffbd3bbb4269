/** Calls every listener. One that throws harms neither the others nor whoever tells them: its error is nobody's here. */
export function notify(listeners: Iterable<() => void>): void {
  for (const listener of [...listeners]) {
    try {
      listener()
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
  }
}
