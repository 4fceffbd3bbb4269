import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { home, onDisk } from '../identity/disk-world.js'

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

// CVE-2026-27636, CVE-2026-28289: names that became names on the disk.
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
