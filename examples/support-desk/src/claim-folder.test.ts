import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { claimFolder } from './claim-folder.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-claim-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is taken once, and again when it was let go', () => {
  claimFolder(folder)()
  claimFolder(folder)()
})

it('says who has it, and what to do', () => {
  // The parent of the tests lives.
  writeFileSync(join(folder, 'process'), String(process.ppid))
  expect(() => claimFolder(folder)).toThrow(`The demo runs already on ${folder}, as process ${process.ppid}.`)
})

it('is free when its process was killed', () => {
  // Greater than what Linux and macOS give.
  writeFileSync(join(folder, 'process'), '99999999')
  claimFolder(folder)()
})
