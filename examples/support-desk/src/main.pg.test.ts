import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'docket-demo-'))
chmodSync(folder, 0o755)
const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The demo as `npm run demo` starts it; what it says, and with what it ends. */
function begin(...more: string[]) {
  const args = ['--conditions=@docket/source', '--import', 'tsx', 'examples/support-desk/src/main.ts']
  const child = spawn(process.execPath, [...args, '--data', folder, '--port', '0', ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said += text.toString()))
  return { child, ended, said: () => said }
}

/** Starts the demo; gives where it is and how it ends. */
async function demo(...more: string[]) {
  const { child, ended, said } = begin(...more)
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => said().includes('Ctrl+C') && resolve())
    void ended.then(() => reject(new Error(`The demo ended: ${said()}`)))
  })
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { shop: /Shop: +(\S+)\/\n/.exec(said())?.[1] ?? '', said: said(), end }
}

async function signedIn(shop: string, customer: string): Promise<string> {
  const response = await fetch(`${shop}/?customer=${customer}`, { redirect: 'manual' })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function ask(shop: string, cookie: string, subject: string): Promise<void> {
  const headers = { cookie, 'content-type': 'application/json' }
  const body = JSON.stringify({ subject, category: 'other' })
  expect((await fetch(`${shop}/api/support/tickets`, { method: 'POST', headers, body })).status).toBe(201)
}

async function subjects(shop: string, cookie: string): Promise<readonly string[]> {
  const list = await fetch(`${shop}/api/support/tickets`, { headers: { cookie } })
  return ((await list.json()) as { items: { subject: string }[] }).items.map(({ subject }) => subject)
}

/** The process of the server on our folder; null when none runs. */
function server(): number | null {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

it('keeps what was written, and who was signed in, however it ended, and leaves no server behind', async () => {
  const first = await demo()
  expect(first.said).toContain('with eight to begin with')
  const cookie = await signedIn(first.shop, 'emma')
  await ask(first.shop, cookie, 'Kept over night')
  expect(server()).not.toBeNull()

  const second = begin()
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(/^The demo runs already on .+, as process \d+\. End that one with Ctrl\+C/)
  expect(await first.end('SIGINT')).toBe(0)
  expect(server()).toBeNull()

  const killed = await demo()
  expect(killed.said).toContain('as they were left')
  await ask(killed.shop, cookie, 'Written just before')
  await killed.end('SIGKILL')

  const last = await demo()
  expect(await subjects(last.shop, cookie)).toEqual(expect.arrayContaining(['Kept over night', 'Written just before']))
  const taken = begin('--store', 'memory', '--port', new URL(last.shop).port)
  expect(await taken.ended).toBe(1)
  expect(taken.said()).toMatch(/^Port \d+ is in use/)
  expect(await last.end('SIGTERM')).toBe(0)
  expect(server()).toBeNull()
}, 180_000)

it('says that the server at --url does not answer', async () => {
  const { ended, said } = begin('--store', 'postgres', '--url', 'postgres://127.0.0.1:1/desk')
  expect(await ended).toBe(1)
  expect(said()).toMatch(/^The server at --url cannot be used \(.*ECONNREFUSED.*\)\. Start it, correct --url/)
}, 60_000)

it('ends as well when it is asked to before it is open', async () => {
  const { child, ended } = begin()
  // It has the folder, and PostgreSQL is about to start.
  await expect.poll(() => existsSync(join(folder, 'process')), { timeout: 30_000, interval: 20 }).toBe(true)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(server()).toBeNull()
}, 60_000)
