import { DocketError } from '@docket/core/store'

/** No request may take longer, with what the client tries again. */
const REQUEST_MS = 60_000

/** Sends a request that is given up after a while: a client by itself waits for ever. */
export function limited<Answer>(send: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>) {
  return send({ abortSignal: AbortSignal.timeout(REQUEST_MS) })
}

/**
 * Does something in the bucket.
 *
 * @param what - what is done, as in "could not …"
 * @throws DocketError `FILE_UNAVAILABLE` with the client's error as its cause
 */
export async function inBucket<Answer>(
  what: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await limited(send)
  } catch (cause) {
    throw bucketFailed(what, cause)
  }
}

/** What a failing bucket is told as. */
export function bucketFailed(what: string, cause: unknown): DocketError {
  const reason = cause instanceof Error ? cause.name : 'unknown error'
  const status = statusOf(cause) ?? 'no answer'
  const message = `The file store could not ${what} (${reason}, ${status}); check the bucket, its rights and the network.`
  return new DocketError('FILE_UNAVAILABLE', message, {}, { cause })
}

/** True when the bucket says that there is no such thing. */
export function isNotThere(error: unknown): boolean {
  return statusOf(error) === 404 && (error as Error).name !== 'NoSuchBucket'
}

function statusOf(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as { readonly $metadata?: { readonly httpStatusCode?: number } }
  return $metadata?.httpStatusCode
}
