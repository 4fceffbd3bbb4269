import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskFileStore } from './disk.js'

const KEY = '0190f3b4-7c1a-7000-8000-000000000001'
const SECRET = 'outside of the directory'

let home = ''
let directory = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'docket-disk-'))
  directory = join(home, 'files')
  await writeFile(join(home, 'secret-of-the-host'), SECRET)
})
afterEach(async () => {
  await chmod(directory, 0o700).catch(() => {})
  await rm(home, { recursive: true })
})

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

test('a file is one file of its directory, for this user only', async () => {
  await diskFileStore({ directory }).put(KEY, chunksOf('bytes'))
  expect(await readdir(directory)).toEqual([KEY])
  expect(await readFile(join(directory, KEY), 'utf8')).toBe('bytes')
  expect((await stat(join(directory, KEY))).mode & 0o777).toBe(0o600)
})

test('a file is not visible before it is whole', async () => {
  const store = diskFileStore({ directory })
  async function* watched(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('first')
    expect(await store.get(KEY)).toBeNull()
    expect(await readdir(directory)).toEqual([expect.stringMatching(/^\.upload-/)])
    yield Buffer.from('last')
  }
  await store.put(KEY, watched())
  expect(await readFile(join(directory, KEY), 'utf8')).toBe('firstlast')
})

test('a put that fails leaves no file at all', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('gone')
  }
  await expect(diskFileStore({ directory }).put(KEY, failing())).rejects.toThrow('gone')
  expect(await readdir(directory)).toEqual([])
})

test('symbolic links are not followed', async () => {
  await mkdir(directory)
  const outside = join(home, 'secret-of-the-host')
  await symlink(outside, join(directory, KEY))
  const store = diskFileStore({ directory })
  expect(await store.get(KEY)).toBeNull()
  await expect(store.put(KEY, chunksOf('overwritten'))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await store.remove(KEY)
  expect(await readFile(outside, 'utf8')).toBe(SECRET)
})

test('a file that is replaced by a link before it is read is refused', async () => {
  const store = diskFileStore({ directory })
  await store.put(KEY, chunksOf('mine'))
  const bytes = await store.get(KEY)
  await rm(join(directory, KEY))
  await symlink(join(home, 'secret-of-the-host'), join(directory, KEY))
  const read = async () => {
    for await (const chunk of bytes ?? []) throw new Error(`read ${Buffer.from(chunk).toString()}`)
  }
  await expect(read()).rejects.toMatchObject({ code: 'FILE_UNAVAILABLE' })
})

test('what is no file is no file of the store', async () => {
  await mkdir(join(directory, KEY), { recursive: true })
  const store = diskFileStore({ directory })
  expect(await store.get(KEY)).toBeNull()
  await store.remove(KEY)
  expect((await lstat(join(directory, KEY))).isDirectory()).toBe(true)
})

test('a failing disk is told with its cause', async () => {
  await writeFile(directory, 'a file where the directory should be')
  const store = diskFileStore({ directory })
  await expect(store.put(KEY, chunksOf('x'))).rejects.toMatchObject({
    code: 'FILE_UNAVAILABLE',
    retryable: true,
    cause: { code: 'EEXIST' },
  })
  await rm(directory)
  await store.put(KEY, chunksOf('x'))
  expect(await readdir(directory)).toEqual([KEY])
})

test('uploads that broke off are swept a day later, and nothing else', async () => {
  const [old, young] = ['a', 'b'].map((digit) => `.upload-${digit.repeat(32)}`)
  const others = ['.upload-notes', '.keep', KEY]
  await mkdir(directory)
  for (const name of [old, young, ...others]) await writeFile(join(directory, name ?? ''), '')
  const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60 * 1_000)
  for (const name of [old, ...others]) await utimes(join(directory, name ?? ''), twoDaysAgo, twoDaysAgo)
  diskFileStore({ directory })
  await vi.waitFor(async () => expect((await readdir(directory)).sort()).toEqual([young, ...others].sort()))
})
