import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../test/broken/broken-claims.js'
import { brokenCommits } from '../../test/broken/broken-commits.js'
import { brokenDirectory } from '../../test/broken/broken-directory.js'
import { brokenFeed } from '../../test/broken/broken-feed.js'
import { brokenNotifications } from '../../test/broken/broken-notifications.js'
import { brokenReads } from '../../test/broken/broken-reads.js'
import { brokenSearch } from '../../test/broken/broken-search.js'
import type { BrokenStore } from '../../test/broken/broken-store.js'
import { memoryFixture } from '../../test/fixtures.js'
import { storeCases } from './cases/index.js'
import type { StoreFixture } from './fixture.js'
import { runCase } from './store-case.js'

function brokenFixture({ breakIt, perHandle = false }: BrokenStore): StoreFixture {
  const fixture = memoryFixture()
  const broken = { ...fixture, store: breakIt(fixture.store) }
  return perHandle ? { ...broken, another: () => breakIt(fixture.store) } : broken
}

describe.each([
  ...brokenCommits,
  ...brokenClaims,
  ...brokenReads,
  ...brokenSearch,
  ...brokenDirectory,
  ...brokenNotifications,
  ...brokenFeed,
])('a store that $name', (broken) => {
  it.each(broken.caughtBy)('is caught by %s', async (id) => {
    const storeCase = storeCases.find((candidate) => candidate.id === id)
    if (storeCase === undefined) throw new Error(`There is no case ${id}.`)
    await expect(runCase(storeCase, brokenFixture(broken))).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })
})
