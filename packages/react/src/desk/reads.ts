import { ClientError, type Transport, type TransportResponse } from '@docket/client'
import type { Meta, Reads, SendFile } from './desk-types.js'

/** What reads are made of. */
interface ReadsOptions {
  readonly baseUrl: string
  readonly token: (() => string | Promise<string>) | undefined
  readonly transport: Transport
  readonly sendFile: SendFile
}

const json = { 'content-type': 'application/json' }

/** Reads of a desk besides tickets. */
export function readsOf({ baseUrl, token, transport, sendFile }: ReadsOptions): Reads {
  const metas = new Map<string, Promise<Meta>>()

  const bearer = async (): Promise<Record<string, string>> => (token ? { authorization: `Bearer ${await token()}` } : {})
  const answerOf = ({ status, body }: Pick<TransportResponse, 'status' | 'body'>): unknown => {
    if (status < 300) return JSON.parse(body)
    let problem: Record<string, unknown> = {}
    try {
      problem = JSON.parse(body) as Record<string, unknown>
    } catch {
      // A proxy between us and the desk answers as it likes.
    }
    throw new ClientError(status, String(problem['code'] ?? 'HTTP'), String(problem['detail'] ?? status), problem)
  }

  async function ask(path: string, body?: object, signed = true): Promise<unknown> {
    for (let first = true; ; first = false) {
      const response = await transport.request({
        method: body ? 'POST' : 'GET',
        url: `${baseUrl}/${path}`,
        headers: { ...(body && json), ...(signed && (await bearer())) },
        ...(body && { body: JSON.stringify(body) }),
        signal: new AbortController().signal,
      })
      // Once more, with a fresh token.
      if (response.status !== 401 || !first || !token || !signed) return answerOf(response)
    }
  }

  return {
    meta(locale) {
      const known = metas.get(locale) ?? (ask(`meta?locale=${encodeURIComponent(locale)}`) as Promise<Meta>)
      metas.set(locale, known)
      known.catch(() => metas.delete(locale))
      return known
    },
    async suggestions(text, locale) {
      const query = `text=${encodeURIComponent(text.slice(0, 200))}&locale=${encodeURIComponent(locale)}&limit=3`
      return ((await ask(`suggestions?${query}`)) as { items: Awaited<ReturnType<Reads['suggestions']>> }).items
    },
    progress: (progressToken, locale) => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      return ask('progress', { token: progressToken, locale, timeZone }, false) as ReturnType<Reads['progress']>
    },
    async downloadLink(id) {
      const { path } = (await ask(`files/${encodeURIComponent(id)}/links`, {})) as { readonly path: string }
      // The desk may lie on another origin than the page.
      return new URL(path, new URL(baseUrl, window.location.href)).href
    },
    async upload(file, onProgress, signal) {
      const type = file.type || 'application/octet-stream'
      const url = `${baseUrl}/files?name=${encodeURIComponent(file.name)}&type=${encodeURIComponent(type)}`
      const headers = { 'content-type': 'application/octet-stream', ...(await bearer()) }
      return answerOf(await sendFile({ url, headers, file, onProgress, signal })) as Awaited<ReturnType<Reads['upload']>>
    },
  }
}
