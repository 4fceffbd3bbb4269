import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type S3Fake, s3Fake } from '../test/s3/s3-fake.js'
import type { Fault, Operation } from '../test/s3/s3-protocol.js'
import { storeIn } from '../test/s3/s3-store.js'

const KEY = '0190f3b4-7c1a-7000-8000-000000000001'
const MIB = 2 ** 20

let fake: S3Fake
beforeEach(async () => {
  fake = await s3Fake()
})
afterEach(() => fake.close())

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** So many bytes in chunks of an odd size, each of which tells its place. */
async function* bytesOf(size: number): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.from(PATTERN)
  for (let sent = 0; sent < size; sent += chunk.byteLength) {
    chunk.writeUInt32BE(sent)
    yield chunk.subarray(0, Math.min(chunk.byteLength, size - sent))
  }
}
const PATTERN = Buffer.from(Array.from({ length: 250_007 }, (_, place) => place % 251))

async function hashOf(bytes: AsyncIterable<Uint8Array> | null) {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of bytes ?? []) {
    size += chunk.byteLength
    hash.update(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}

/** Has one kind of request fail, so many times. */
function failing(operation: Operation, fault: Fault, times = Number.POSITIVE_INFINITY): void {
  let left = times
  fake.fault = (request) => {
    if (request.operation !== operation || left <= 0) return null
    left -= 1
    return fault
  }
}

const DOWN: Fault = { kind: 'status', status: 500, code: 'InternalError' }
const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['answers 500', DOWN],
  ['is asked to slow down', { kind: 'status', status: 503, code: 'SlowDown' }],
  ['says that a request took too long', { kind: 'status', status: 400, code: 'RequestTimeout' }],
  ['forbids', { kind: 'status', status: 403, code: 'AccessDenied' }],
  ['breaks off', { kind: 'cut', afterBytes: 1 }],
]

describe('a file', () => {
  it.each([0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB])('of %i bytes comes back byte for byte', async (size) => {
    const store = storeIn(fake)
    await store.put(KEY, bytesOf(size))
    expect(await hashOf(await store.get(KEY))).toEqual(await hashOf(bytesOf(size)))
    expect([...fake.objects.keys()]).toEqual([`files/${KEY}`])
    expect(fake.uploads.size).toBe(0)
  })

  it('is sent at once while it is small, and in parts of 8 MiB else', async () => {
    const store = storeIn(fake)
    await store.put(KEY, bytesOf(8 * MIB - 1))
    await store.put(`${KEY}-large`, bytesOf(20 * MIB))
    expect(fake.asked).toEqual(['put', 'begin', 'part', 'part', 'part', 'complete'])
  })

  it('that is taken while another comes is refused at its end, and nothing of it stays', async () => {
    const store = storeIn(fake)
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(9 * MIB)
      await storeIn(fake).put(KEY, chunksOf('first'))
    }
    await expect(store.put(KEY, slow())).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(fake.objects.get(`files/${KEY}`)?.bytes.toString()).toBe('first')
    expect(fake.uploads.size).toBe(0)
  })

  it('that nobody reads to its end leaves no connection open', async () => {
    const store = storeIn(fake)
    await store.put(KEY, bytesOf(20 * MIB))
    await store.get(KEY)
    expect(fake.asked).not.toContain('get')
    for await (const chunk of (await store.get(KEY)) ?? []) {
      expect(chunk.byteLength).toBeGreaterThan(0)
      break
    }
    await vi.waitUntil(() => fake.answering() === 0)
  })
})

// reliability.md X48: the attachment's upload dies half-way, leaves an orphan, or the file store is down.
describe('X48: an upload', () => {
  // In three parts.
  const SIZE = 17 * MIB

  it.each([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])('whose source dies at %i % leaves nothing', async (percent) => {
    const store = storeIn(fake)
    async function* dying(): AsyncGenerator<Uint8Array> {
      yield* bytesOf((SIZE * percent) / 100)
      throw new Error('the sender went away')
    }
    await expect(store.put(KEY, dying())).rejects.toThrow('the sender went away')
    expect([fake.objects.size, fake.uploads.size, await store.get(KEY)]).toEqual([0, 0, null])
    await store.put(KEY, chunksOf('again'))
    expect(fake.objects.size).toBe(1)
  })

  it.each([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])('whose bucket dies at %i % leaves nothing', async (percent) => {
    const store = storeIn(fake)
    const dies = (SIZE * percent) / 100
    fake.fault = ({ operation, partNumber }) => {
      const before = (partNumber - 1) * 8 * MIB
      const inPart = operation === 'part' && dies <= before + 8 * MIB
      return inPart ? { kind: 'cut', afterBytes: Math.max(1, dies - before) } : null
    }
    let ended = false
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* bytesOf(SIZE)
      } finally {
        ended = true
      }
    }
    await expect(store.put(KEY, watched())).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE', retryable: true })
    expect([fake.objects.size, fake.uploads.size, ended]).toEqual([0, 0, true])
    fake.fault = () => null
    expect(await store.get(KEY)).toBeNull()
    await store.put(KEY, bytesOf(SIZE))
    expect(fake.objects.get(`files/${KEY}`)?.size).toBe(SIZE)
  })

  it('that cannot be taken back is told by its own fault, and the key stays free', async () => {
    const store = storeIn(fake)
    fake.fault = ({ operation }) => (operation === 'complete' || operation === 'abort' ? DOWN : null)
    await expect(store.put(KEY, bytesOf(9 * MIB))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    expect([fake.objects.size, fake.uploads.size]).toEqual([0, 1])
    fake.fault = () => null
    await store.put(KEY, chunksOf('again'))
    expect(fake.objects.get(`files/${KEY}`)?.bytes.toString()).toBe('again')
  })

  it('that ends with an error in an answer of 200 is none', async () => {
    failing('complete', { kind: 'errorIn200' })
    await expect(storeIn(fake).put(KEY, bytesOf(9 * MIB))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    expect([fake.objects.size, fake.uploads.size]).toEqual([0, 0])
  })

  it.each(['put', 'complete'] as const)('whose answer to %s is lost is found to be kept', async (operation) => {
    const size = operation === 'put' ? 5 : 9 * MIB
    for (const attempts of [1, 3]) {
      const key = `${KEY}-${attempts}`
      failing(operation, { kind: 'answerLost' }, 1)
      await storeIn(fake, { attempts }).put(key, bytesOf(size))
      expect(fake.objects.get(`files/${key}`)?.size).toBe(size)
    }
  })

  it.each(['put', 'begin', 'part', 'complete'] as const)('is tried again where %s fails once', async (operation) => {
    failing(operation, DOWN, 1)
    const size = operation === 'put' ? 5 : 9 * MIB
    await storeIn(fake, { attempts: 3 }).put(KEY, bytesOf(size))
    expect(await hashOf(await storeIn(fake).get(KEY))).toEqual(await hashOf(bytesOf(size)))
  })

  describe.each(FAULTS)('to a bucket that %s', (_, fault) => {
    it.each(['put', 'begin', 'part', 'complete'] as const)('is told so at %s', async (operation) => {
      failing(operation, fault)
      const put = storeIn(fake).put(KEY, bytesOf(operation === 'put' ? 5 : 9 * MIB))
      await expect(put).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE', retryable: true })
      expect([fake.objects.size, fake.uploads.size]).toEqual([0, 0])
    })
  })
})

describe('a bucket', () => {
  it.each(FAULTS)('that %s is told of to whoever reads or removes', async (_, fault) => {
    const store = storeIn(fake)
    await store.put(KEY, chunksOf('x'))
    const bytes = await store.get(KEY)
    const unavailable = { code: 'FILE_UNAVAILABLE', retryable: true }
    failing('head', fault)
    await expect(store.get(KEY)).rejects.toMatchObject(unavailable)
    failing('remove', fault)
    await expect(store.remove(KEY)).rejects.toMatchObject(unavailable)
    failing('get', fault)
    await expect(hashOf(bytes)).rejects.toMatchObject(unavailable)
    fake.fault = () => null
    expect((await hashOf(await store.get(KEY))).size).toBe(1)
  })

  it('that breaks off half-way never gives half a file for a whole one', async () => {
    const store = storeIn(fake)
    await store.put(KEY, bytesOf(MIB))
    failing('get', { kind: 'truncate' })
    await expect(hashOf(await store.get(KEY))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    await vi.waitUntil(() => fake.answering() === 0)
  })

  it('that stalls half-way is given up, and its connection with it', async () => {
    const store = storeIn(fake)
    await store.put(KEY, bytesOf(MIB))
    failing('get', { kind: 'stall' })
    const { setTimeout: wait } = globalThis
    const hurried = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation(((run: () => void, ms: number) => wait(run, ms === 60_000 ? 100 : ms)) as typeof setTimeout)
    await expect(hashOf(await store.get(KEY))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    hurried.mockRestore()
    await vi.waitUntil(() => fake.answering() === 0)
  })

  it('that does not exist is no missing file to whoever writes', async () => {
    const store = storeIn(fake, { bucket: 'none' })
    await expect(store.put(KEY, chunksOf('x'))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    await expect(store.remove(KEY)).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
  })

  it('that nobody reaches is told of', async () => {
    const store = storeIn({ endpoint: 'http://127.0.0.1:9' })
    await expect(store.put(KEY, chunksOf('x'))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    await expect(store.get(KEY)).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    await expect(store.remove(KEY)).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
  })

  it('that never answers is given up', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort())
    fake.fault = () => ({ kind: 'hang' })
    await expect(storeIn(fake).put(KEY, chunksOf('x'))).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
    expect(timeout).toHaveBeenCalledWith(60_000)
    timeout.mockRestore()
  })

  it.each([
    ['', 'files/'],
    ['desk', '/'],
    ['desk', '/files/'],
    ['desk', 'files//'],
    ['desk', '../'],
    ['desk', 'files/./'],
    ['desk', 'a b/'],
    ['desk', 'a\u0000/'],
    ['desk', 'x'.repeat(513)],
  ])('called %j with the prefix %j is refused', (bucket, prefix) => {
    expect(() => storeIn(fake, { bucket, prefix })).toThrow(expect.objectContaining({ code: 'INVALID_DEFINITION' }))
  })

  it.each(['', 'files/', 'files/of/desk/', 'files-'])('takes the prefix %j', async (prefix) => {
    await storeIn(fake, { prefix }).put(KEY, chunksOf('x'))
    expect([...fake.objects.keys()]).toEqual([`${prefix}${KEY}`])
  })
})
