import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@docket/core'
import { diskFileStore } from '@docket/files/disk'
import { memoryStore } from '@docket/store-memory'
import { afterAll, expect, it } from 'vitest'
import { createHandler } from '../../src/index.js'
import { caseDesk } from '../world/case-desk.js'
import { SECRET } from '../world/mounted.js'

const home = await mkdtemp(join(tmpdir(), 'docket-keys-'))
afterAll(() => rm(home, { recursive: true, force: true }))

async function onDisk() {
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

const EVIL = [
  'x.php\u200b',
  '\u202egpj.exe',
  'x.php...',
  'x\u0000.php',
  '%2e%2e%2fx',
  '../x',
  '/etc/x',
  '..\\x',
  'X.PhP',
  'CON',
]

// CVE-2026-27636, CVE-2026-28289: names that became names on the disk (row 46).
it.each(EVIL)('nothing of the name %j is in the name on the disk', async (name) => {
  const { handle, directory } = await onDisk()
  const before = new Set(await readdir(directory).catch(() => []))
  const query = new URLSearchParams({ name })
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await handle(
    new Request(`https://desk.test/files?${query.toString()}`, { method: 'POST', headers, body: 'x' }),
  )
  expect(sent.status).toBe(201)
  const made = (await readdir(directory)).filter((file) => !before.has(file))
  expect(made).toEqual([expect.stringMatching(/^[a-z0-9-]{16,64}$/)])
  expect((await readdir(home)).sort()).toEqual(['files', 'secret'])
})

// CVE-2026-6377, CVE-2026-44127, CVE-2026-114399: ids that were paths (row 47).
it('no id leads to a file outside, or to one by its key', async () => {
  const { handle, directory } = await onDisk()
  const [key = ''] = await readdir(directory)
  const ids = ['../secret', '..%2fsecret', '%2e%2e%2fsecret', '..%5csecret', '..\\secret', '%00', 'secret%00', key]
  const more = [
    '/etc/passwd',
    '%2fetc%2fpasswd',
    'file:%2f%2f%2fetc%2fpasswd',
    '%5c%5chost%5cshare',
    '.',
    '..',
    '%252e%252e%252fsecret',
  ]
  for (const id of [...ids, ...more]) {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/links'],
    ] as const) {
      const url = `https://desk.test/files/${id}${path}`
      const headers = { 'content-type': 'application/json' }
      const response = await handle(new Request(url, method === 'GET' ? {} : { method, headers, body: '{}' }))
      const text = await response.text()
      expect([404, 405], url).toContain(response.status)
      expect(text).not.toContain('CANARY')
    }
  }
})
