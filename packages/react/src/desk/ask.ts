import { ClientError, type Transport, type TransportResponse } from '@docket/client'

/** Where a desk is, and how requests get there. */
export interface Place {
  readonly baseUrl: string
  readonly transport: Transport
}

/** What an answer says; throws what it refuses. */
export function said({ status, body }: Pick<TransportResponse, 'status' | 'body'>): unknown {
  let answer: { readonly code?: string; readonly detail?: string } = {}
  try {
    answer = JSON.parse(body) as typeof answer
  } catch {
    // A proxy between us and the desk answers as it likes.
  }
  if (status < 300) return answer
  throw new ClientError(status, answer.code ?? 'HTTP', answer.detail ?? `The desk answered with ${status}.`, {
    ...answer,
  })
}

/** Asks for what needs no name. */
export async function ask({ baseUrl, transport }: Place, path: string, body: object): Promise<unknown> {
  return said(
    await transport.request({
      method: 'POST',
      url: `${baseUrl}/${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: new AbortController().signal,
    }),
  )
}
