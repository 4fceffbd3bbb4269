import assert from 'node:assert/strict'

/** What a promise gives; an assertion fails where it does not come in time. */
export async function within<Value>(milliseconds: number, what: string, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<'too late'>((resolve) => {
    timer = setTimeout(() => resolve('too late'), milliseconds)
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), tooLate])
    assert.ok(first !== 'too late', `${what} should have come within ${milliseconds} ms`)
    return first.value
  } finally {
    clearTimeout(timer)
  }
}

/** Waits until something holds; an assertion fails where it does not in time. */
export async function until(milliseconds: number, what: string, holds: () => boolean): Promise<void> {
  for (const begun = performance.now(); !holds(); ) {
    assert.ok(performance.now() - begun < milliseconds, `${what} within ${milliseconds} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
