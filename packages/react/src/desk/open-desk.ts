import { createClient, fetchTransport, keptIn } from '@docket/client'
import type { DeskShapeOf } from '@docket/core'
import { ask } from './ask.js'
import type { DeskConnection, DeskOptions } from './desk-types.js'
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
  const { user = null, sendFile: send = sendFile, transport = fetchTransport(), ...rest } = options
  const baseUrl = options.baseUrl.replace(/\/$/, '')
  const place = { baseUrl, transport }
  const visitor = user === null && !options.token ? visitorToken(place, keptIn(options.storage)) : null
  const client = createClient<Definition>({ ...rest, ...place, user, ...(visitor && { token: visitor.token }) })
  return {
    client,
    progress: (link, locale) => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      return ask(place, 'progress', { token: link, locale, timeZone }) as never
    },
    upload: (file, onProgress, signal) =>
      client.upload(file, async ({ url, headers }) => {
        // It may have been taken away while there was no token yet.
        signal.throwIfAborted()
        return { header: () => null, ...(await send({ url, headers, file, onProgress, signal })) }
      }),
    async download(id) {
      const { path } = await client.downloadLink(id)
      // The desk may lie on another origin than the page. What comes is always to be kept, never shown: the page stays.
      window.location.assign(new URL(path, new URL(baseUrl, window.location.href)))
    },
    isKnown: () => visitor?.begun() ?? true,
    close: () => client.close(),
  }
}
