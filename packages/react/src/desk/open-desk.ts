import { answerOf, createClient, fetchTransport } from '@docket/client'
import type { DeskShapeOf } from '@docket/core'
import { ask } from './ask.js'
import type { DeskConnection, DeskOptions } from './desk-types.js'
import { pageStorage } from './page-storage.js'
import { sendFile } from './send-file.js'
import { visitorToken } from './visitor.js'

/**
 * Opens a desk for a page: its client, and what only a page does. Close it when it is not needed any more.
 *
 * @example
 * ```ts
 * import { openDesk } from '@docket/react'
 *
 * const desk = openDesk<typeof support>({ baseUrl: '/api/support', user: 'c1' })
 * await desk.client.create({ subject: 'The screen stays dark' })
 * desk.close()
 * ```
 */
export function openDesk<Definition>(options: DeskOptions): DeskConnection<DeskShapeOf<Definition>> {
  const { user = null, transport = fetchTransport(), sendFile: send = sendFile, ...rest } = options
  const baseUrl = options.baseUrl.replace(/\/$/, '')
  const place = { baseUrl, transport }
  const visitor =
    user === null && !options.token
      ? visitorToken(place, options.storage ?? pageStorage, `docket:${baseUrl}:visitor`)
      : null
  const token = options.token ?? (visitor ? () => visitor.token() : undefined)
  const client = createClient<Definition>({ ...rest, ...place, user, ...(token && { token }) })
  return {
    client,
    progress: (link, locale) => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      return ask(place, 'progress', { token: link, locale, timeZone }) as never
    },
    async upload(file, onProgress, signal) {
      const type = file.type || 'application/octet-stream'
      const url = `${baseUrl}/files?${new URLSearchParams({ name: file.name, type })}`
      const headers = {
        'content-type': 'application/octet-stream',
        ...(token && { authorization: `Bearer ${await token()}` }),
      }
      return answerOf({ header: () => null, ...(await send({ url, headers, file, onProgress, signal })) }) as never
    },
    async download(id) {
      const { path } = await client.downloadLink(id)
      // The desk may lie on another origin than the page. What comes is always to be kept, never shown: the page stays.
      window.location.assign(new URL(path, new URL(baseUrl, window.location.href)))
    },
    isKnown: () => visitor?.begun() ?? true,
    close: () => client.close(),
  }
}
