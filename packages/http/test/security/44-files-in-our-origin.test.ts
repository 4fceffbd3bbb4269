import { describe, expect, it } from 'vitest'
import { filesWorld } from '../identity/files-world.js'

const SCRIPT = '<script>alert(document.domain)</script>'
const PNG = '\x89PNG\r\n\x1a\n'
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

/** What is uploaded, as what, and what it is called when it is read. */
const FILES: readonly (readonly [name: string, type: string, text: string, told: string])[] = [
  ['a.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`, 'application/octet-stream'],
  ['a.html', 'text/html', SCRIPT, 'application/octet-stream'],
  ['a.htm', 'image/png', `<html>${SCRIPT}`, 'application/octet-stream'],
  ['noextension', 'text/html', SCRIPT, 'application/octet-stream'],
  [
    'a.xml',
    'application/xml',
    `<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml"/>`,
    'application/octet-stream',
  ],
  [
    'a.xhtml',
    'application/xhtml+xml',
    `<html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`,
    'application/octet-stream',
  ],
  ['a.js', 'text/javascript', 'alert(1)', 'application/octet-stream'],
  ['a.mjs', 'application/javascript', 'alert(1)', 'application/octet-stream'],
  ['a.css', 'text/css', '@import "//evil.example"', 'application/octet-stream'],
  ['a.txt', 'text/plain', SCRIPT, 'application/octet-stream'],
  ['a.mhtml', 'multipart/related', `MIME-Version: 1.0\r\n\r\n${SCRIPT}`, 'application/octet-stream'],
  ['a.swf', 'application/x-shockwave-flash', 'FWS\x05', 'application/octet-stream'],
  ['a.pdf', 'text/html', '%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>', 'application/pdf'],
  ['late.pdf', 'application/pdf', `${SCRIPT}%PDF-1.7`, 'application/octet-stream'],
  ['polyglot.gif', 'text/html', `GIF89a=1;/*${SCRIPT}*/`, 'image/gif'],
  ['polyglot.png', 'text/html', `${PNG}${SCRIPT}`, 'image/png'],
  ['short.png', 'image/png', '\x89PNG', 'application/octet-stream'],
  ['a.jpg', 'text/html', `\xff\xd8\xff\xe0${SCRIPT}`, 'image/jpeg'],
  ['a.webp', 'text/html', `RIFF\x00\x00\x00\x00WEBPVP8 ${SCRIPT}`, 'image/webp'],
  ['riff.wav', 'audio/wav', 'RIFF\x00\x00\x00\x00WAVEfmt ', 'application/octet-stream'],
  ['empty', 'text/html', '', 'application/octet-stream'],
  ['utf16.html', 'text/html', '\xff\xfe<\x00s\x00c\x00', 'application/octet-stream'],
  ['utf7.html', 'text/html; charset=utf-7'.split(';')[0] ?? '', '+ADw-script+AD4-', 'application/octet-stream'],
]

// CVE-2021-3741, CVE-2021-3742, CVE-2026-114398, CVE-2025-67289, GHSA-hm8r-95g3-5hj9: files that ran where they were kept.
describe('a file', () => {
  it.each(FILES)('%s that says to be %s is never shown', async (name, type, text, told) => {
    const { upload, read, linkTo, as } = await filesWorld()
    const sent = await upload(bytesOf(text), name, as.c1, {}, type)
    expect(sent.status).toBe(201)
    const { id } = (await sent.json()) as { id: string }
    const { path } = await linkTo(id)
    for (const response of [await read(`/files/${id}`), await read(path, null)]) {
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': told,
        'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'content-length': String(text.length),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-site',
        'cache-control': 'private, no-store',
      })
      expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toBe(text)
    }
  })
})

it('the head of a file alone is the same, and reads nothing', async () => {
  const { uploaded, handle, as, read } = await filesWorld()
  const id = await uploaded(bytesOf(PNG))
  const headers = { authorization: `Bearer ${as.c1}` }
  const head = await handle(new Request(`https://desk.test/files/${id}`, { method: 'HEAD', headers }))
  expect([head.status, head.body]).toEqual([200, null])
  expect([...head.headers]).toEqual([...(await read(`/files/${id}`)).headers])
})
