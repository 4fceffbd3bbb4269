import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@docket/core'
import { diskFileStore } from '@docket/files/disk'
import { memoryStore } from '@docket/store-memory'
import { afterAll } from 'vitest'
import { createHandler } from '../../src/index.js'
import { caseDesk } from '../world/case-desk.js'
import { SECRET } from '../world/mounted.js'

export const home = await mkdtemp(join(tmpdir(), 'docket-keys-'))
afterAll(() => rm(home, { recursive: true, force: true }))

/** A handler of an admin whose files lie on the disk, beside a file that is nobody's. */
export async function onDisk() {
  const directory = join(home, 'files')
  await writeFile(join(home, 'secret'), 'CANARY outside')
  const desk = await createDesk(caseDesk, {
    store: memoryStore(),
    files: diskFileStore({ directory }),
    effects: { crm: async () => {} },
  })
  const handle = createHandler(desk, {
    authenticate: () => ({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }),
    secret: SECRET,
    rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
  })
  return { handle, directory }
}
