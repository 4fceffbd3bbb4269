import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openDownloadLink } from '../../src/files/download-links.js'
import type { HandlerContext } from '../../src/handler/options.js'
import { identityWorld } from '../identity/identity-world.js'
import { linkBy } from '../probes/identity.js'
import { SECRET } from '../world/mounted.js'

const source = fileURLToPath(new URL('../../src', import.meta.url))

// Chatwoot PR #14945, CVE-2024-21491: secrets compared byte by byte, or as far as the shorter goes.
it('no source compares what is secret by ===', async () => {
  const files = (await readdir(source, { recursive: true })).filter((name) => /(?<!\.test|\.test-d)\.ts$/.test(name))
  expect(files.length).toBeGreaterThan(60)
  const secret = /\b\w*(signature|hmac|digest|secret|token|hash)\s*[!=]==?(?!=)(?!\s*(undefined|null|'))/i
  for (const name of files) {
    const lines = (await readFile(join(source, name), 'utf8')).split('\n')
    expect(
      lines.filter((line) => secret.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line)),
      name,
    ).toEqual([])
  }
  // The pattern finds what it is to find.
  for (const bad of ['if (signature === given)', 'token !== known', 'return tokenHash == hash'])
    expect(bad).toMatch(secret)
})

it('a signature is whole or none: shorter, longer, or other at its ends', async () => {
  const { customer, tokens } = await identityWorld()
  const token = await customer('c1')
  const [head, body, signature = ''] = token.split('.')
  const other = (index: number) => {
    const at = (index + signature.length) % signature.length
    return `${signature.slice(0, at)}${signature[at] === 'g' ? 'w' : 'g'}${signature.slice(at + 1)}`
  }
  const wrong = [
    signature.slice(0, -1),
    signature.slice(0, 1),
    '',
    `${signature}A`,
    signature + signature,
    other(0),
    other(21),
    other(-1),
  ]
  for (const one of wrong) expect(await tokens.verify(`${head}.${body}.${one}`, ['user']), one).toBeNull()
  expect(await tokens.verify(token, ['user'])).not.toBeNull()
})

it('a link to a file is whole or none: changed, cut, of another secret, of another use, too old or too long', async () => {
  const context = { options: { secret: SECRET } } as HandlerContext
  const now = Date.UTC(2025, 2, 3, 9)
  const words = (expires: number) => ['a', 'requester', 'c1', 'f1', expires]
  const right = linkBy(words(now + 300_000), { secret: SECRET })
  expect(await openDownloadLink(context, right, now)).toEqual({
    tenant: 'a',
    actor: { type: 'requester', id: 'c1' },
    attachmentId: 'f1',
  })
  const bytes = Buffer.from(right, 'base64url')
  const wrong = [
    linkBy(words(now), { secret: SECRET }),
    linkBy(words(now - 1), { secret: SECRET }),
    linkBy(words(now + 86_400_000), { secret: SECRET }),
    linkBy(words(now + 300_000)),
    linkBy(words(now + 300_000), { secret: SECRET, use: 'stream position' }),
    linkBy(words(now + 300_000), { secret: SECRET, about: '["a"]' }),
    right.slice(0, -1),
    right.slice(1),
    `${right}A`,
    `${right}.`,
    '',
    'A'.repeat(100),
  ]
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    wrong.push(changed.toString('base64url'))
  }
  for (const one of wrong) expect(await openDownloadLink(context, one, now), one).toBeNull()
})
