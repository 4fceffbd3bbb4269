import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { s3Fake } from '../test/s3/s3-fake.js'
import { storeIn } from '../test/s3/s3-store.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const MIB = 2 ** 20
const CHUNK = new Uint8Array(MIB).fill(7)

it('holds no more of a file than a part: 200 MiB through 64 MiB of memory', { timeout: 120_000 }, async () => {
  const fake = await s3Fake({ forgetful: true })
  const store = storeIn(fake)
  let most = 0
  async function* bytes(count: number): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < count; sent += 1) {
      most = Math.max(most, process.memoryUsage.rss())
      yield CHUNK
    }
  }
  await store.put('warm-up-of-the-client-1', bytes(40))
  collect()
  const before = process.memoryUsage.rss()
  most = 0
  await store.put('a-large-file-of-bytes-2', bytes(200))
  expect(fake.objects.get('files/a-large-file-of-bytes-2')?.size).toBe(200 * MIB)
  expect(most).toBeGreaterThan(0)
  expect(most - before).toBeLessThan(64 * MIB)
  console.info(`${Math.round((most - before) / MIB)} MiB more for a file of 200 MiB`)
  await fake.close()
})
