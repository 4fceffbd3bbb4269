let memory: Record<string, string> = {}

/** The browser's storage; memory where it is forbidden or full. */
export const pageStorage = {
  getItem(name: string): string | null {
    try {
      return memory[name] ?? localStorage.getItem(name)
    } catch {
      return memory[name] ?? null
    }
  },
  setItem(name: string, text: string): void {
    try {
      localStorage.setItem(name, text)
    } catch {
      memory = { ...memory, [name]: text }
    }
  },
}
