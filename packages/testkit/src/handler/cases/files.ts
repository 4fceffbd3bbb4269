import assert from 'node:assert/strict'
import { handlerGroup } from '../handler-case.js'
import { until } from '../waiting.js'

const files = handlerGroup('files')
const BYTES = { 'content-type': 'application/octet-stream' }

/** That files come and go byte for byte. */
export const fileCases = [
  files('bytes', 'A file comes back byte for byte, of any size', async ({ ask }) => {
    for (const size of [0, 1, 256, 65_537, 3 * 2 ** 20]) {
      const sent = Uint8Array.from({ length: size }, (_, place) => (place * 31 + (place >> 8)) % 256)
      const kept = await ask('POST /files?name=%E7%81%AF%20a.bin', { body: sent, headers: BYTES })
      assert.equal(kept.status, 201, `the status of a file of ${size} bytes`)
      const { id, size: counted } = (await kept.json()) as { id: string; size: number }
      assert.equal(counted, size)
      const got = await ask(`GET /files/${id}`)
      assert.equal(got.status, 200)
      assert.equal(got.headers.get('content-length'), String(size))
      assert.match(got.headers.get('content-disposition') ?? '', /^attachment; .*filename\*=UTF-8''%E7%81%AF%20a\.bin/)
      assert.ok(Buffer.from(await got.arrayBuffer()).equals(sent), `the ${size} bytes`)
    }
  }),
  files('broken-off', 'A file that breaks off while it comes is none', async ({ ask, seen, patienceMs }) => {
    const leaving = new AbortController()
    let sent = 0
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (sent > 0) {
            await new Promise((resolve) => setTimeout(resolve, 50))
            leaving.abort()
            return controller.error(new Error('gone'))
          }
          sent += 1
          controller.enqueue(new Uint8Array(1_024))
        },
      },
      { highWaterMark: 0 },
    )
    await ask('POST /files?name=half.bin', { body, headers: BYTES, signal: leaving.signal }).catch(() => null)
    await until(patienceMs, 'a file that broke off should be answered', () =>
      seen.every(({ answer }) => answer !== null),
    )
    // Before the handler, or by it: never as a file.
    for (const { answer } of seen) assert.ok((answer?.status ?? 0) >= 400, `the status ${answer?.status}`)
  }),
]
