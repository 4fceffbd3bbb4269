import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Store } from '@docket/core/store'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { generatedLog } from './log/open-log.js'
import { DEFAULT_MATRIX } from './matrix.js'
import { openStore } from './open-store.js'
import { run } from './run.js'
import { testDatabase } from './testing/test-database.js'

const MEGABYTE = 1e6

class Measured extends Error {}

/** How much more is in use, after collecting garbage, at nine tenths of a replay than at one tenth. In bytes. */
async function growth(store: Store, bytes: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used: number[] = []
  const progress = (total: number) => ({
    update(rows: number) {
      if (rows !== Math.floor(total / 10) && rows !== Math.floor((total * 9) / 10)) return
      collect()
      used.push(process.memoryUsage().heapUsed)
      // What is learnt of the log after the import is held in memory, and not what is looked at here.
      if (used.length === 2) throw new Measured()
    },
    stop() {},
  })
  const log = generatedLog({ seed: 1, size: { bytes } })
  const running = run({ log, matrix: DEFAULT_MATRIX, store, at: null, say: () => {}, progress })
  await expect(running).rejects.toBeInstanceOf(Measured)
  const [early = Number.NaN, late = Number.NaN] = used
  return late - early
}

it('keeps nothing of the log in memory on a durable store', { timeout: 120_000 }, async () => {
  const database = await testDatabase()
  const { store, close } = await openStore({ store: 'postgres', url: database.url, data: null, fresh: false })
  try {
    expect(await growth(store, 8 * MEGABYTE)).toBeLessThan(2 * MEGABYTE)
  } finally {
    await close()
    await database.destroy()
  }
})

it('would notice what is kept: the memory store keeps it all', { timeout: 60_000 }, async () => {
  expect(await growth(memoryStore(), 2 * MEGABYTE)).toBeGreaterThan(4 * MEGABYTE)
})
