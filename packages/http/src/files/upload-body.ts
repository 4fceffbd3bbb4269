import type { CheckedOptions } from '../handler/options.js'
import type { Principal } from '../handler/principal.js'
import { HttpError } from '../handler/problem.js'
import { refuseEncoding, steadily } from '../handler/read-body.js'
import { unauthenticated } from '../identity/unauthenticated.js'
import { keepChecking } from '../stream/keep-checking.js'
import { checkedStreamOptions } from '../stream/stream-options.js'

/** No upload takes longer; whoever sends in drops takes a place from others. */
const WHOLE_MS = 15 * 60_000

/** A file as it comes. */
export interface UploadBody {
  readonly bytes: AsyncIterable<Uint8Array>
  /** Why it broke off, where that was not the desk's doing. */
  readonly broken: () => unknown
}

/**
 * The bytes of an upload as they come, for as long as whoever sends them is who began: one whose token ends on the way is cut
 * off, and nothing is kept.
 */
export function uploadBody(request: Request, principal: Principal, options: CheckedOptions): UploadBody {
  refuseEncoding(request)
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/octet-stream') {
    const message = 'Send the bytes alone, with the header `content-type: application/octet-stream`.'
    throw new HttpError(415, 'MEDIA_TYPE', message)
  }
  let broken: unknown = null
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    let over = false
    const stop = keepChecking(request, principal, { ...checkedStreamOptions(options.streams), ...options }, () => {
      over = true
    })
    const begun = performance.now()
    try {
      for await (const chunk of steadily(request)) {
        if (over) throw unauthenticated()
        if (performance.now() - begun > WHOLE_MS) throw tooSlow()
        yield chunk
      }
      // Asked once more before anything is kept: the last bytes may have come late.
      if (over || !(await isStill(request, principal, options))) throw unauthenticated()
    } catch (error) {
      broken = error
      throw error
    } finally {
      stop()
    }
  }
  return { bytes: whole(), broken: () => broken }
}

async function isStill(request: Request, principal: Principal, options: CheckedOptions): Promise<boolean> {
  const found = await foundOut(request, options)
  const { tenant, actor } = principal
  return found?.tenant === tenant && found.actor.type === actor.type && found.actor.id === actor.id
}

async function foundOut(request: Request, { authenticate, onError }: CheckedOptions): Promise<Principal | null> {
  try {
    return await authenticate(request)
  } catch (error) {
    onError(error)
    const message = 'Who you are cannot be found out now; send the file again later.'
    throw new HttpError(503, 'AUTHENTICATION_FAILED', message, {}, { 'retry-after': '1' })
  }
}

function tooSlow(): HttpError {
  return new HttpError(408, 'BODY_STALLED', 'The file came too slowly; send it again.')
}
