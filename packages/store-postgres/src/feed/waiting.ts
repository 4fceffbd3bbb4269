/** Waits so long, or until the signal; a process that has nothing else to do ends without it. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds).unref()
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}

/**
 * What is awaited, if it comes in time.
 *
 * @throws Error when it takes longer or the signal comes first
 */
export function within<Value>(milliseconds: number, awaited: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const free = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    const stop = () => {
      free()
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      free()
      reject(new Error(`The database did not answer within ${milliseconds} ms.`))
    }, milliseconds).unref()
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    awaited.finally(free).then(resolve, reject)
  })
}
