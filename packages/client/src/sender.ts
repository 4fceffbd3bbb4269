import { ClientError, errorOf, networkError } from './client-error.js'
import { backOff, type Timers } from './timers.js'
import type { Transport, TransportRequest, TransportResponse } from './transport.js'

/** What is asked of the desk. */
export interface Asked {
  readonly method?: string
  /** Below the base, without the leading slash. */
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** How long an answer is waited for, in milliseconds; 30,000 if left out, endlessly for 0. */
  readonly withinMs?: number
}

/** Asks the desk as whoever the token says. */
export interface Sender {
  /** Asks once; a token that is refused is fetched anew, once. */
  send(asked: Asked): Promise<unknown>
  /** Asks for something to read, again if need be. */
  read(asked: Asked): Promise<unknown>
  /** Asks for a stream; resolves when it ended. */
  stream(asked: Asked, onText: (text: string) => void, signal: AbortSignal): Promise<void>
  /** Whether the transport has streams. */
  readonly streams: boolean
}

/** What a sender is made of. */
interface SenderOptions {
  readonly baseUrl: string
  readonly token: (() => string | Promise<string>) | null
  readonly transport: Transport
  readonly timers: Timers
}

const WITHIN_MS = 30_000
const MOST_READS = 4

/** Makes a sender. */
export function senderOf({ baseUrl, token, transport, timers }: SenderOptions): Sender {
  let known: Promise<string> | null = null

  /** The token; several who found the same one refused fetch one new one. */
  function tokenAfter(refused: Promise<string> | null): Promise<string> | null {
    if (token === null || (known !== null && known !== refused)) return known
    const fetched = Promise.resolve().then(token)
    known = fetched
    fetched.catch(() => {
      if (known === fetched) known = null
    })
    return fetched
  }

  type Carry = (request: TransportRequest) => Promise<TransportResponse>

  async function ask(asked: Asked, signal: AbortSignal, carry: Carry): Promise<TransportResponse> {
    let used = tokenAfter(null)
    for (let first = true; ; first = false) {
      const bearer = used === null ? {} : { authorization: `Bearer ${await used}` }
      const { body, method = 'GET' } = asked
      const response = await carry({
        method,
        url: urlOf(baseUrl, asked),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...asked.headers,
          ...bearer,
        },
        ...(body !== undefined && { body }),
        signal,
      })
      if (response.status < 300) return response
      if (response.status !== 401 || used === null || !first) throw errorOf(response)
      used = tokenAfter(used)
    }
  }

  async function send(asked: Asked): Promise<unknown> {
    const abort = new AbortController()
    const { withinMs = WITHIN_MS } = asked
    let stop = () => {}
    // Some transports cannot be stopped: then the answer is not waited for.
    const late = new Promise<never>((_, reject) => {
      if (withinMs > 0)
        stop = timers.set(() => {
          reject(networkError('no answer in time'))
          abort.abort()
        }, withinMs)
    })
    try {
      const asking = ask(asked, abort.signal, (request) => transport.request(request))
      const { body } = await Promise.race([asking, late])
      return body === '' ? null : JSON.parse(body)
    } catch (error) {
      throw error instanceof ClientError ? error : networkError(error)
    } finally {
      stop()
    }
  }

  return {
    send,
    streams: transport.stream !== undefined,
    async read(asked) {
      for (let failures = 1; ; failures += 1) {
        try {
          return await send(asked)
        } catch (error) {
          if (!(error instanceof ClientError && error.retryable && failures < MOST_READS)) throw error
          await timers.pause(error.retryAfterMs ?? backOff(failures))
        }
      }
    },
    async stream(asked, onText, signal) {
      const carry: Carry = async (request) => {
        if (!transport.stream) throw new TypeError('There are no streams.')
        return transport.stream(request, onText)
      }
      await ask({ ...asked, headers: { ...asked.headers, accept: 'text/event-stream' } }, signal, carry)
    },
  }
}

function urlOf(baseUrl: string, { path, query = {} }: Asked): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  const search = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`)
  return `${baseUrl.replace(/\/$/, '')}/${path}${search.length === 0 ? '' : `?${search.join('&')}`}`
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}
