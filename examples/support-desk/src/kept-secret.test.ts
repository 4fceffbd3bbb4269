import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keptSecret } from './kept-secret.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-secret-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is made once, for its owner alone, and is the same after a start', () => {
  const secret = keptSecret(folder)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(keptSecret(folder)).toBe(secret)
  expect(readdirSync(folder)).toEqual(['secret'])
  expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
})

// Guards against cookies that an empty secret signs, as a start left it that ended while it was written.
it.each(['', '\n', 'half-a-sec'])('is made anew where the file has only %j', (left) => {
  writeFileSync(join(folder, 'secret'), left)
  const secret = keptSecret(folder)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(secret)
})
