/** A promise that a test opens. */
export interface Gate {
  readonly opened: Promise<void>
  open(): void
  fail(error: unknown): void
}

/** Makes a gate that stays shut until the test opens it. */
export function gate(): Gate {
  let open = () => {}
  let fail: (error: unknown) => void = () => {}
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { opened, open, fail }
}

/** Lets everything go on that can, for some turns of the event loop. */
export async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
