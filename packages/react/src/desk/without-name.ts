import type { Transport, TransportRequest } from '@docket/client'

/**
 * Requests that name nobody. Of a visitor the page knows no id: their token says who asks, and the desk would refuse each
 * command of a client that names somebody else.
 */
export function withoutName(transport: Transport): Transport {
  return {
    request: (asked) => transport.request(unnamed(asked)),
    ...(transport.stream && {
      stream: (asked, onText) => transport.stream?.(unnamed(asked), onText) ?? transport.request(unnamed(asked)),
    }),
    ...(transport.newAbort && { newAbort: () => transport.newAbort?.() ?? new AbortController() }),
  }
}

function unnamed(asked: TransportRequest): TransportRequest {
  const { 'docket-user': _, ...headers } = asked.headers
  return { ...asked, headers }
}
