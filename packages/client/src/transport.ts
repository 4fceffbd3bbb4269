/** A request as a transport carries it. */
export interface TransportRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** None for most reads. */
  readonly body?: string | Uint8Array
  /** Aborted when nobody waits for the answer any more; a transport that cannot stop may go on. */
  readonly signal: AbortSignal
}

/** An answer as a transport brings it. */
export interface TransportResponse {
  readonly status: number
  /** A header by its name in lower case; null where there is none. */
  header(name: string): string | null
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
  function ask({ url, method, headers, body, signal }: TransportRequest): Promise<Response> {
    const init = { method, headers, signal, credentials, redirect: 'error', ...(body !== undefined && { body }) }
    return (fetch ?? globalThis.fetch)(url, init as RequestInit)
  }
  const answerOf = ({ status, headers }: Response, body: string) => ({
    status,
    header: (name: string) => headers.get(name),
    body,
  })
  return {
    async request(request) {
      const response = await ask(request)
      return answerOf(response, await response.text())
    },
    async stream(request, onText) {
      const response = await ask(request)
      if (response.status !== 200 || response.body === null) return answerOf(response, await response.text())
      const reader = response.body.getReader()
      const decoder = new TextDecoder()
      try {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return answerOf(response, '')
          onText(decoder.decode(value, { stream: true }))
        }
      } finally {
        void reader.cancel().catch(() => {})
      }
    },
  }
}
