import { request } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.js'
import type { ResolveName } from './resolve-name.js'

/** Why there was no answer. It tells nothing of a network that is not public. */
export type SendError =
  | 'port-refused'
  | 'name-unknown'
  | 'address-refused'
  | 'connection-failed'
  | 'certificate-refused'
  | 'timed-out'

/** What came of one attempt. Of the answer's body nothing is kept. */
export type Sent =
  | { readonly status: number; readonly retryAfter: string | null }
  | { readonly status: null; readonly error: SendError }

/** Where may be sent to, and for how long. */
export interface SendLimits {
  readonly ports: readonly number[]
  readonly allow: (address: string, port: number) => boolean
  /** Authorities of certificates in place of the well-known ones. */
  readonly ca: readonly string[] | undefined
  readonly resolve: ResolveName
  /** For all: name, connection, answer. */
  readonly wholeMs: number
}

const MOST_ANSWER_BYTES = 65_536
const MOST_HEADER_BYTES = 16_384

/**
 * Posts once. The name is resolved once, every address that it leads to is checked as a number, and one of these is connected
 * to. Redirects are answers like any other.
 */
export async function sendOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  limits: SendLimits,
): Promise<Sent> {
  const { allow, resolve, ports } = limits
  const port = url.port === '' ? 443 : Number(url.port)
  const signal = AbortSignal.timeout(limits.wholeMs)
  let addresses: readonly string[]
  try {
    addresses = await resolve(url.hostname, signal)
  } catch {
    return failed(signal.aborted ? 'timed-out' : 'name-unknown')
  }
  if (addresses.length === 0) return failed('name-unknown')
  const rest = addresses.filter((address) => !allow(address, port))
  // One that is not public is enough: a name that leads to both is an attack.
  if (url.protocol !== 'https:' || !rest.every(isPublicAddress)) return failed('address-refused')
  if (rest.length > 0 && !ports.includes(port)) return failed('port-refused')
  return post(url, headers, body, { ...limits, addresses, signal })
}

interface Checked extends SendLimits {
  readonly addresses: readonly string[]
  readonly signal: AbortSignal
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { addresses, signal, ca }: Checked,
): Promise<Sent> {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // Not resolved a second time: what was checked is what is connected to.
      lookup: (_host, options, done) => {
        const [first] = found
        if (options.all) done(null, found)
        else done(null, first?.address ?? '', first?.family)
      },
      agent: false,
      signal,
      maxHeaderSize: MOST_HEADER_BYTES,
      ...(ca && { ca: [...ca] }),
    })
    let answered: Sent | null = null
    const end = (error?: NodeJS.ErrnoException) => resolve(answered ?? failed(codeOf(error, signal)))
    sent.on('response', (response) => {
      // Read to its end, as receivers expect, but kept nowhere; whatever comes of it, the status is known.
      answered = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.byteLength
        if (size > MOST_ANSWER_BYTES) response.destroy()
      })
      response.on('error', end)
      response.on('close', end)
    })
    sent.on('error', end)
    // Such as after an upgrade that nobody asked for.
    sent.on('close', end)
    sent.end(body)
  })
}

const failed = (error: SendError): Sent => ({ status: null, error })

function codeOf(error: NodeJS.ErrnoException | undefined, signal: AbortSignal): SendError {
  if (signal.aborted) return 'timed-out'
  const isOfCertificate = /CERT|SIGNATURE|ALTNAME|^ERR_TLS|^ERR_SSL|^EPROTO$/.test(error?.code ?? '')
  return isOfCertificate ? 'certificate-refused' : 'connection-failed'
}
