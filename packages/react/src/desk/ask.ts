import { answerOf, type Transport } from '@docket/client'

/** Where a desk is, and how requests get there. */
export interface Place {
  readonly baseUrl: string
  readonly transport: Transport
}

/** Asks for what needs no name; for an answer it waits half a minute, as the client does. */
export async function ask({ baseUrl, transport }: Place, path: string, body: object): Promise<unknown> {
  const abort = new AbortController()
  setTimeout(() => abort.abort(), 30_000)
  return answerOf(
    await transport.request({
      method: 'POST',
      url: `${baseUrl}/${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: abort.signal,
    }),
  )
}
