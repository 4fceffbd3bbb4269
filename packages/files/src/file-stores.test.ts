import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileStore } from '@docket/core/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type S3Fake, s3Fake } from '../test/s3/s3-fake.js'
import { storeIn } from '../test/s3/s3-store.js'
import { diskFileStore } from './disk.js'
import { memoryFileStore } from './index.js'

let directory = ''
let bucket: S3Fake
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'docket-files-'))
  bucket = await s3Fake()
})
afterAll(() => Promise.all([rm(directory, { recursive: true }), bucket.close()]))

const stores: [name: string, make: () => FileStore][] = [
  ['in memory', memoryFileStore],
  ['on disk', () => diskFileStore({ directory: join(directory, 'files') })],
  ['in a bucket', () => storeIn(bucket)],
]

let keys = 0
function newKey(): string {
  keys += 1
  return `file-key-${String(keys).padStart(12, '0')}`
}

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half')
  throw new Error('the sender went away')
}

async function textOf(store: FileStore, key: string): Promise<string | null> {
  const bytes = await store.get(key)
  if (bytes === null) return null
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const badKeys = [
  '',
  '..',
  '.',
  '../../../../etc/passwd',
  '/etc/passwd-and-more-text',
  '%2e%2e%2fetc%2fpasswd00',
  '..\\..\\windows\\system32',
  'UPPER-CASE-LETTERS-00',
  'too-short-by-1x',
  'a'.repeat(65),
  'with-a-nul-byte-\u0000-inside',
  'with-a-line-break-at-its-end\n',
  'letters-of-another-alphabet-ж',
  ...[['a-list-of-one-key-000'], { toString: () => 'an-object-as-a-key-000' }, null, 5].map((key) => key as never),
]

describe.each(stores)('a file store %s', (_name, make) => {
  test('gives back what was put, whole, as often as asked', async () => {
    const [store, key] = [make(), newKey()]
    await store.put(key, chunksOf('one ', '', 'two'))
    const bytes = await store.get(key)
    for (const _ of [1, 2]) {
      let text = ''
      for await (const chunk of bytes ?? []) text += Buffer.from(chunk).toString()
      expect(text).toBe('one two')
    }
    expect(await textOf(store, key)).toBe('one two')
  })

  test('keeps many bytes in order, and none', async () => {
    const [store, key, empty] = [make(), newKey(), newKey()]
    const parts = Array.from({ length: 50 }, (_, index) => String.fromCharCode(65 + (index % 26)).repeat(7_919))
    await store.put(key, chunksOf(...parts))
    await store.put(empty, chunksOf())
    expect(await textOf(store, key)).toBe(parts.join(''))
    expect(await textOf(store, empty)).toBe('')
  })

  test('never overwrites, and lets one of several puts of a key win', async () => {
    const [store, key] = [make(), newKey()]
    const puts = await Promise.allSettled(['a', 'b', 'c'].map((text) => store.put(key, chunksOf(text))))
    expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const winner = ['a', 'b', 'c'][puts.findIndex(({ status }) => status === 'fulfilled')]
    await expect(store.put(key, chunksOf('late'))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await textOf(store, key)).toBe(winner)
  })

  test('keeps nothing of a put that fails half-way, and the key stays free', async () => {
    const [store, key] = [make(), newKey()]
    await expect(store.put(key, failing())).rejects.toThrow('the sender went away')
    expect(await store.get(key)).toBeNull()
    await store.put(key, chunksOf('again'))
    expect(await textOf(store, key)).toBe('again')
  })

  test('removes, and removing nothing is fine', async () => {
    const [store, key] = [make(), newKey()]
    await store.put(key, chunksOf('x'))
    await store.remove(key)
    await store.remove(key)
    expect(await store.get(key)).toBeNull()
  })

  test('does not share its bytes', async () => {
    const [store, key] = [make(), newKey()]
    const mine = new Uint8Array([1, 2, 3])
    await store.put(
      key,
      (async function* () {
        yield mine
      })(),
    )
    mine.fill(9)
    for (const _ of [1, 2]) {
      for await (const chunk of (await store.get(key)) ?? []) {
        expect([...chunk]).toEqual([1, 2, 3])
        chunk.fill(7)
      }
    }
  })

  test.each(badKeys.map((key) => [key]))('refuses the key %j', async (key) => {
    const store = make()
    let read = false
    const bytes = (async function* () {
      read = true
      yield Buffer.from('x')
    })()
    await expect(store.put(key, bytes)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(read).toBe(false)
    expect(await store.get(key)).toBeNull()
    await store.remove(key)
    expect(await store.get(String(key))).toBeNull()
  })
})
