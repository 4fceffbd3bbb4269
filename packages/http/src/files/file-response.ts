import type { Attachment } from '@docket/core'
import { attachmentNamed } from './content-disposition.js'
import { SNIFFED_BYTES, sniffedType } from './sniffed-type.js'

/** A file as a response that no browser opens in our origin. */
export async function fileResponse(
  { attachment, bytes }: { readonly attachment: Attachment; readonly bytes: AsyncIterable<Uint8Array> },
  onError: (error: unknown) => void,
): Promise<Response> {
  const iterator = bytes[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  for (let size = 0; size < SNIFFED_BYTES; ) {
    const { done, value } = await iterator.next()
    if (done) break
    read.push(value)
    size += value.byteLength
  }
  const first = Uint8Array.from(read.flatMap((chunk) => [...chunk.subarray(0, SNIFFED_BYTES)])).subarray(
    0,
    SNIFFED_BYTES,
  )
  return new Response(streamOf(read, iterator, onError), {
    headers: {
      'content-type': sniffedType(first),
      'content-length': String(attachment.size),
      'content-disposition': attachmentNamed(attachment.name),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'private, no-store',
      'accept-ranges': 'none',
    },
  })
}

/** What was read already and what is still to be read, as fast as somebody takes it. */
function streamOf(
  read: Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = read.length > 0 ? { done: false, value: read.shift() } : await iterator.next()
          if (done || value === undefined) controller.close()
          else controller.enqueue(value as Uint8Array<ArrayBuffer>)
        } catch (error) {
          // The status has gone out; a body that breaks off says what is left to say.
          onError(error)
          controller.error(error)
        }
      },
      async cancel() {
        try {
          await iterator.return?.()
        } catch (error) {
          // Whoever has gone is told of nothing any more.
          onError(error)
        }
      },
    },
    { highWaterMark: 0 },
  )
}
