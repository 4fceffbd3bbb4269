import { seededRandom } from '@docket/core/testing'
import { expect, it } from 'vitest'
import { attachmentNamed, safeName } from '../../src/files/content-disposition.js'
import { filesWorld } from '../identity/files-world.js'

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_250_303)
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 50_000)

/** What stands in the header, read by the grammar of RFC 6266 and RFC 5987; it must be all of it. */
function parsed(header: string): { plain: string; whole: string } {
  const form = /^attachment; filename="([ !#-[\]-~]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/
  const [, plain, encoded] = form.exec(header) ?? []
  if (plain === undefined || encoded === undefined) throw new Error(`No header: ${JSON.stringify(header)}`)
  return { plain, whole: decodeURIComponent(encoded) }
}

const NAMES: readonly (readonly [given: string, told: string])[] = [
  ['report.pdf', 'report.pdf'],
  ['报告 2025.pdf', '报告 2025.pdf'],
  ['a"b.pdf', 'a_b.pdf'],
  ['a\r\nset-cookie: x=1\r\n\r\n<html>.pdf', 'aset-cookie_ x=1_html_.pdf'],
  ['a%0d%0aset-cookie: x.pdf', 'a%0d%0aset-cookie_ x.pdf'],
  ['"; filename="evil.exe', '_; filename=_evil.exe'],
  ["a'b(c)*.pdf", "a'b(c)_.pdf"],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\windows\\system32\\x.dll', 'C__windows_system32_x.dll'],
  ['\\\\host\\share\\x', '__host_share_x'],
  ['.htaccess', 'htaccess'],
  ['.user.ini', 'user.ini'],
  ['\u200b.htaccess', 'htaccess'],
  ['.\u200bhtaccess', 'htaccess'],
  ['x.php\u200b', 'x.php'],
  ['x.php.', 'x.php'],
  ['x.php. . .', 'x.php'],
  ['gpj.\u202eexe.pdf', 'gpj.exe.pdf'],
  ['a\u0000.pdf', 'a.pdf'],
  ['%2e%2e%2fx', '%2e%2e%2fx'],
  ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
  ['', 'file'],
  ['...', 'file'],
  ['\u202e\u200b', 'file'],
  ['\ud800', 'file'],
]

// CVE-2020-24917, CVE-2019-19497, CVE-2022-43708, CVE-2026-59314, GHSA-9cx9-x2gp-9qvh: names that ended the header.
it.each(NAMES)('the name %j is told as %j', (given, told) => {
  expect(parsed(attachmentNamed(given)).whole).toBe(told)
})

it('any name is a header that reads back, as one name that is no path', () => {
  const random = seededRandom(SEED)
  const odd = '\r\n\0"\\/:;%=\'*()<>|?.. \t\u200b\u202e\ud800\udc00é漢😀\u0301ab'
  console.log(`${ROUNDS} names, FUZZ_SEED=${SEED}`)
  for (let round = 0; round < ROUNDS; round += 1) {
    const length = Math.floor(random.next() * (round % 100 === 0 ? 600 : 30))
    const name = Array.from({ length }, () =>
      random.next() < 0.6
        ? (odd[Math.floor(random.next() * odd.length)] ?? '')
        : String.fromCharCode(Math.floor(random.next() * 65_536)),
    ).join('')
    const { plain, whole } = parsed(attachmentNamed(name))
    if (!/^[\x20-\x7e]+$/.test(plain)) throw new Error(`Plain: ${JSON.stringify(name)}`)
    if (/[/\\:\p{Cc}\p{Cf}]|^\.|\.$/u.test(whole)) throw new Error(`Whole: ${JSON.stringify(name)}`)
    if (Buffer.byteLength(whole) > 255 || whole !== safeName(whole))
      throw new Error(`Not settled: ${JSON.stringify(name)}`)
    // What a server would send is what a client reads.
    new Headers({ 'content-disposition': attachmentNamed(name) })
  }
})

it.each(NAMES.filter(([given]) => given !== ''))('a file called %j comes back under one header', async (given) => {
  const { upload, read, as } = await filesWorld()
  const sent = await upload('x', given, as.c1)
  expect(sent.status).toBe(201)
  const { id } = (await sent.json()) as { id: string }
  const { headers } = await read(`/files/${id}`)
  parsed(headers.get('content-disposition') ?? '')
  expect([headers.get('set-cookie'), headers.get('content-type')]).toEqual([null, 'application/octet-stream'])
})
