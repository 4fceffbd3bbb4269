import { answerOf, asClientError, errorOf } from './client-error.js'
import type { Timers } from './timers.js'
import type { Transport, TransportResponse } from './transport.js'

/** What is asked of the desk. */
export interface Asked {
  readonly method?: string
  /** Below the base, without the leading slash. */
  readonly path: string
  readonly query?: object | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** How it travels, where not by the transport. */
  readonly via?: Transport['request'] | undefined
  /** How long an answer is waited for, in milliseconds; 30,000 if left out. */
  readonly withinMs?: number
}

/** Asks the desk as whoever the token says. */
export interface Sender {
  /** Asks once; a token that is refused is fetched anew, once. */
  readonly send: (asked: Asked) => Promise<unknown>
  /** Asks for something to read, again if need be. */
  readonly read: (path: string, query?: object) => Promise<unknown>
  /** Asks for live updates behind a place; resolves when they ended. */
  stream(after: string | null, onText: (text: string) => void, signal: AbortSignal): Promise<unknown>
  newAbort(): AbortController
  /** Whether the transport has streams. */
  readonly streams: boolean
}

const WITHIN_MS = 30_000
const MOST_READS = 4

/** Makes a sender. */
export function senderOf(
  baseUrl: string,
  token: (() => string | Promise<string>) | undefined,
  transport: Transport,
  timers: Timers,
): Sender {
  const newAbort = () => transport.newAbort?.() ?? new AbortController()
  let known: Promise<string> | null = null

  /** The token; several who found the same one refused fetch one new one. */
  function tokenAfter(refused: Promise<string> | null): Promise<string> | null {
    if (token && (!known || known === refused)) {
      const fetched = Promise.resolve()
        .then(token)
        .catch((cause: unknown) => {
          if (known === fetched) known = null
          throw asClientError(cause, 'TOKEN', '`token` failed.')
        })
      known = fetched
      // Whoever waits for it hears of it.
      fetched.catch(() => {})
    }
    return known
  }

  async function ask(
    asked: Asked,
    signal: AbortSignal,
    onText?: (text: string) => void,
    refused: Promise<string> | null = null,
  ): Promise<TransportResponse> {
    const { body, method = 'GET', headers, via = (one) => transport.request(one) } = asked
    const used = tokenAfter(refused)
    const request = {
      method,
      url: urlOf(baseUrl, asked),
      headers: {
        ...headers,
        ...(used && { authorization: `Bearer ${await used}` }),
      },
      body,
      signal,
    }
    const response = await (onText && transport.stream ? transport.stream(request, onText) : via(request))
    if (response.status < 300) return response
    if (response.status === 401 && used && !refused) return ask(asked, signal, onText, used)
    throw errorOf(response)
  }

  async function send(asked: Asked): Promise<unknown> {
    const abort = newAbort()
    let stop = () => {}
    // Some transports cannot be stopped: then the answer is not waited for.
    const late = new Promise<never>((_, reject) => {
      stop = timers.set(() => {
        // It may be the token that never comes.
        known = null
        reject(new Error('late'))
        abort.abort()
      }, asked.withinMs ?? WITHIN_MS)
    })
    try {
      return answerOf(await Promise.race([ask(asked, abort.signal), late]))
    } catch (thrown) {
      const error = asClientError(thrown)
      // The token is another's by now.
      if (error.code === 'OTHER_USER') known = null
      throw error
    } finally {
      stop()
    }
  }

  return {
    newAbort,
    send,
    streams: !!transport.stream,
    read: (path, query) => timers.retry(() => send({ path, query }), MOST_READS),
    stream: (after, onText, signal) =>
      ask(
        { path: 'stream', headers: { accept: 'text/event-stream', ...(after !== null && { 'last-event-id': after }) } },
        signal,
        onText,
      ),
  }
}

function urlOf(baseUrl: string, { path, query = {} }: Asked): string {
  const search = Object.entries(query).map(([name, value]) => {
    // Texts and instants as they are, all else as JSON.
    const text = JSON.stringify(value ?? null)
    return text === 'null' ? '' : `${name}=${encodeURIComponent(text.startsWith('"') ? JSON.parse(text) : text)}`
  })
  const given = search.filter(Boolean).join('&')
  return `${baseUrl.replace(/\/$/, '')}/${path}${given && `?${given}`}`
}
