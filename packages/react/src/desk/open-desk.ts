import { createClient, fetchTransport } from '@docket/client'
import type { DeskShapeOf } from '@docket/core'
import { browserPlace } from './browser-place.js'
import type { DeskConnection, DeskOptions } from './desk-types.js'
import { readsOf } from './reads.js'
import { sendFile } from './send-file.js'
import { visitorToken } from './visitor.js'

/**
 * Opens a desk for a page: its client, and what is read besides tickets. Close it when it is not needed any more.
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
  const { user, transport = fetchTransport(), sendFile: send = sendFile, ...rest } = options
  const baseUrl = options.baseUrl.replace(/\/$/, '')
  const visitor = user === undefined && !options.token
    ? visitorToken(baseUrl, transport, browserPlace(`docket:${baseUrl}:visitor`))
    : null
  const token = options.token ?? visitor ?? undefined
  const client = createClient<Definition>({
    ...rest,
    baseUrl,
    transport,
    user: user ?? 'visitor',
    ...(token && { token }),
  })
  return {
    client,
    reads: readsOf({ baseUrl, token, transport, sendFile: send }),
    isKnown: () => visitor === null || visitor.begun(),
    close: () => client.close(),
  }
}
