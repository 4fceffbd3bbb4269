/** A piece that does not come is not waited for longer. */
const STALL_MS = 60_000

/** The pieces as they come; a source that stalls is given up, and one that is not read to its end is ended. */
export async function* steadily(
  bytes: AsyncIterable<Uint8Array>,
  stallMs = STALL_MS,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = bytes[Symbol.asyncIterator]()
  let over = false
  try {
    for (;;) {
      const { done, value } = await within(stallMs, iterator.next())
      if (done) break
      yield value
    }
    over = true
  } finally {
    // Not waited for: a source that stalls ends as slowly as it gives.
    if (!over) void Promise.resolve(iterator.return?.()).catch(() => {})
  }
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${milliseconds / 1_000} s.`)), milliseconds)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
