import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { onDisk } from '../identity/disk-world.js'

// CVE-2026-6377, CVE-2026-44127, CVE-2026-114399: ids that were paths.
it('no id leads to a file outside, or to one by its key', async () => {
  const { handle, directory } = await onDisk()
  const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'x' }
  expect((await handle(new Request('https://desk.test/files?name=a', init))).status).toBe(201)
  const [key = 'none'] = await readdir(directory)
  expect(key).not.toBe('none')
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
