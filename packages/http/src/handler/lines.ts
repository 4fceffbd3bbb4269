import { problemOf } from './problem.js'

const encoder = new TextEncoder()

/** A body of lines of JSON, one for each value that something gives, and a signal that the reader has gone. */
export function lines(report: (error: unknown) => void) {
  const gone = new AbortController()
  const body = (values: AsyncGenerator<unknown, void, undefined>) =>
    new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await values.next()
            if (done) controller.close()
            else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
          } catch (error) {
            // The status has gone out; the last line says what went wrong.
            const problem = await problemOf(error, false, report).text()
            controller.enqueue(encoder.encode(`${problem}\n`))
            controller.close()
          }
        },
        async cancel() {
          gone.abort()
          await values.return()
        },
      },
      // Nothing is done before somebody reads it.
      { highWaterMark: 0 },
    )
  return { body, signal: gone.signal }
}
