import type { MountableHandler } from './fixture.js'

/** A request as it came to the handler. */
export interface SeenRequest {
  readonly method: string
  /** The path and query as the handler read them. */
  readonly target: string
  readonly origin: string
  readonly headers: Headers
  /** Whether the server has told that whoever asked is gone: the signal is aborted, or the answer's body cancelled. */
  readonly gone: boolean
  /** How many bytes of the body were read. */
  readonly bytes: number
  /** What the handler answered; null before. */
  readonly answer: { readonly status: number; readonly headers: Headers } | null
}

/** A handler that is watched. */
export interface ObservedHandler {
  readonly handle: MountableHandler
  readonly seen: readonly SeenRequest[]
  /** Has the next request answered so, in place of the handler. */
  readonly answerNext: (answer: MountableHandler) => void
}

/** Watches what comes to a handler and what becomes of it. */
export function observed(handle: MountableHandler): ObservedHandler {
  const seen: SeenRequest[] = []
  let next: MountableHandler | null = null
  return {
    seen,
    answerNext(answer) {
      next = answer
    },
    async handle(request) {
      const { pathname, search, origin } = new URL(request.url)
      const entry = { method: request.method, target: `${pathname}${search}`, origin, headers: request.headers }
      const state = { ...entry, gone: request.signal.aborted, bytes: 0, answer: null as SeenRequest['answer'] }
      seen.push(state)
      const leave = () => {
        state.gone = true
      }
      request.signal.addEventListener('abort', leave)
      const answer = next ?? handle
      next = null
      const response = await answer(counted(request, (bytes) => (state.bytes += bytes)))
      state.answer = { status: response.status, headers: new Headers(response.headers) }
      // Only of a stream it matters whether somebody reads it.
      if (/[/+]json/.test(response.headers.get('content-type') ?? '')) return response
      const { status, statusText, headers } = response
      return new Response(response.body && watched(response.body, leave), { status, statusText, headers })
    },
  }
}

// What is asked of the request is passed on: one made anew would take another signal, and read the body by itself.
function counted(request: Request, count: (bytes: number) => void): Request {
  const { body } = request
  if (body === null) return request
  let passed: ReadableStream<Uint8Array> | null = null
  const copy = () => {
    passed ??= passedOn(body, count)
    return passed
  }
  return new Proxy(request, {
    get(target, name) {
      if (name === 'body') return copy()
      if (name === 'arrayBuffer') return () => new Response(copy()).arrayBuffer()
      if (name === 'text') return () => new Response(copy()).text()
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value
    },
  })
}

function passedOn(body: ReadableStream<Uint8Array>, count: (bytes: number) => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        count(value.byteLength)
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function watched(body: ReadableStream<Uint8Array>, cancelled: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel(reason) {
        cancelled()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
