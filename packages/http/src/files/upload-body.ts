import { isSame, keepChecking } from '../handler/keep-checking.js'
import type { CheckedOptions } from '../handler/options.js'
import type { Principal } from '../handler/principal.js'
import { authenticationFailed, HttpError, unauthenticated } from '../handler/problem.js'
import { refuseEncoding, steadily } from '../handler/read-body.js'

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
    const stop = keepChecking(
      request,
      principal,
      { ...options, authenticateMs: options.streams.authenticateMs },
      () => {
        over = true
      },
    )
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
  try {
    return isSame(await options.authenticate(request), principal)
  } catch (error) {
    options.onError(error)
    throw authenticationFailed()
  }
}

function tooSlow(): HttpError {
  return new HttpError(408, 'BODY_STALLED', 'The file came too slowly; send it again.')
}
