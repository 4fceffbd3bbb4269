import type { Transport, TransportRequest, TransportResponse } from '../transport.js'
import { plainAbort } from './abort.js'

/** A request as `wx.request`, and those of other mini programs that are like it, take it. */
export interface MiniRequest {
  readonly url: string
  readonly method: string
  readonly header: Readonly<Record<string, string>>
  readonly data?: string | ArrayBuffer
  readonly dataType: string
  readonly responseType: 'text'
  /** Is called with the answer. */
  readonly success: (answer: {
    readonly statusCode: number
    readonly header: Readonly<Record<string, unknown>>
    readonly data: unknown
  }) => void
  /** Is called when no answer came. */
  readonly fail: (problem: unknown) => void
}

/** Sends a request, such as `wx.request`, and gives what can abort it. */
export type SendMiniRequest = (request: MiniRequest) => MiniTask | undefined

/** A request that was sent. */
export interface MiniTask {
  /** Ends it. */
  readonly abort?: () => void
}

/**
 * A transport for mini programs, which have no `fetch`, no streams and no `AbortController`. Without streams, what is shown
 * is read anew every 30 seconds. `wx.request` knows no `PATCH`: there, `update` is refused by the platform.
 *
 * @example
 * ```ts
 * import { createClient } from '@docket/client'
 * import { miniTransport, type SendMiniRequest } from '@docket/client/mini'
 *
 * declare const wx: {
 *   readonly request: SendMiniRequest
 *   getStorageSync(name: string): string
 *   setStorageSync(name: string, value: string): void
 *   removeStorageSync(name: string): void
 *   getStorageInfoSync(): { readonly keys: readonly string[] }
 * }
 *
 * export const client = createClient<typeof support>({
 *   baseUrl: 'https://shop.example/api/support',
 *   user: 'c1',
 *   token: () => 'the token',
 *   transport: miniTransport(wx.request),
 *   storage: {
 *     getItem: (name) => wx.getStorageSync(name) || null,
 *     setItem: (name, value) => wx.setStorageSync(name, value),
 *     removeItem: (name) => wx.removeStorageSync(name),
 *     keys: () => wx.getStorageInfoSync().keys,
 *   },
 *   tabs: null,
 * })
 * ```
 */
export function miniTransport(send: SendMiniRequest): Transport {
  return {
    newAbort: plainAbort,
    request: ({ url, method, headers, body, signal }: TransportRequest) =>
      new Promise<TransportResponse>((resolve, reject) => {
        const task = send({
          url,
          method,
          header: headers,
          ...(body !== undefined && { data: typeof body === 'string' ? body : bytesOf(body) }),
          // Else the platform would read JSON, and texts that look like it, in its own way.
          dataType: 'text',
          responseType: 'text',
          success: ({ statusCode, header, data }) => {
            const known = Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
            const byName = new Map(known)
            const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? '')
            resolve({ status: statusCode, header: (name) => byName.get(name) ?? null, body: text })
          },
          fail: (problem) => reject(new Error(JSON.stringify(problem))),
        })
        signal.addEventListener('abort', () => task?.abort?.())
      }),
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength)
}
