import { asClientError } from './client-error.js'

/** A request as a transport carries it. */
export interface TransportRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** None for most reads. */
  readonly body?: string | Uint8Array | undefined
  /** Aborted when nobody waits for the answer any more; a transport that cannot stop may go on. */
  readonly signal: AbortSignal
}

/** An answer as a transport brings it. */
export interface TransportResponse {
  readonly status: number
  /** A header by its name in lower case; null where there is none. */
  readonly header: (name: string) => string | null
  /** The whole body as text; empty after a stream. */
  readonly body: string
}

/** How requests travel: by `fetch` if left out, by what there is in a mini program or a native app. */
export interface Transport {
  /** Carries a request; rejects when no answer came. Follows no redirect. */
  request(request: TransportRequest): Promise<TransportResponse>
  /**
   * Carries a request whose answer goes on: each piece of a 200's text is given as it comes. Resolves when it has ended,
   * rejects when it was cut off. Without it, what is shown is read anew every 30 seconds.
   */
  stream?(request: TransportRequest, onText: (text: string) => void): Promise<TransportResponse>
  /** Makes what stops a request; `new AbortController()` if left out. */
  newAbort?(): AbortController
}

/** How {@link fetchTransport} asks. */
export interface FetchTransportOptions {
  /** The global `fetch` if left out. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Whether cookies are sent: `same-origin` if left out. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
}

/** A transport by `fetch`. */
export function fetchTransport({ fetch, credentials = 'same-origin' }: FetchTransportOptions = {}): Transport {
  const opened = (url: string, init: RequestInit) => {
    try {
      if (!fetch && 'Request' in globalThis) new Request(url)
    } catch (cause) {
      throw asClientError(cause, 'INVALID_INPUT', `\`${url}\` is no address here.`)
    }
    return (fetch ?? globalThis.fetch)(url, init)
  }

  async function carry(request: TransportRequest, onText?: (text: string) => void): Promise<TransportResponse> {
    const { url, ...rest } = request
    const response = await opened(url, { ...rest, credentials, redirect: 'manual' } as RequestInit)
    const { headers, body } = response
    // Browsers tell no more of a redirect than that it is one.
    const status = response.status || 302
    const header = (name: string) => headers.get(name)
    if (!onText || status !== 200 || !body) return { status, header, body: await response.text() }
    const reader = body.getReader()
    const decoder = new TextDecoder()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return { status, header, body: '' }
        onText(decoder.decode(value, { stream: true }))
      }
    } finally {
      void reader.cancel().catch(() => {})
    }
  }
  return { request: (request) => carry(request), stream: carry }
}
