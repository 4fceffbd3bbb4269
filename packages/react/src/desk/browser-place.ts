/** A place in the browser's storage; in memory where it is forbidden or full. */
export function browserPlace(name: string) {
  let memory: string | null = null
  return {
    get(): string | null {
      try {
        return memory ?? localStorage.getItem(name)
      } catch {
        return memory
      }
    },
    set(text: string): void {
      try {
        localStorage.setItem(name, text)
      } catch {
        memory = text
      }
    },
  }
}
