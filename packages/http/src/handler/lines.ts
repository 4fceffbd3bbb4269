import { problemOf } from './problem.js'

const encoder = new TextEncoder()

/** A body of lines of JSON. */
export interface Lines {
  /** One line for each value that something gives. */
  readonly body: (values: AsyncGenerator<unknown, void, undefined>) => ReadableStream<Uint8Array>
  /** Aborted when the reader has gone. */
  readonly signal: AbortSignal
}

/** Makes a body of lines; what goes wrong on the way is reported, and told in the last line. */
export function lines(report: (error: unknown) => void): Lines {
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
