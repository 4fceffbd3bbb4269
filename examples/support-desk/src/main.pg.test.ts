import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
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

/** Starts the demo as `npm run demo` does; gives where it is and how it ends. */
async function demo() {
  const args = ['--conditions=@docket/source', '--import', 'tsx', 'examples/support-desk/src/main.ts']
  const child = spawn(process.execPath, [...args, '--data', folder, '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let said = ''
  const shop = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      const [, address] = /Shop: +(\S+)\/\n/.exec(said) ?? []
      if (address !== undefined && said.includes('Ctrl+C')) resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', () => reject(new Error(`The demo ended: ${said}`)))
  })
  const end = async () => {
    child.kill('SIGTERM')
    const [code] = await once(child, 'close')
    return code as number | null
  }
  return { shop, said, end }
}

async function signedIn(shop: string, customer: string): Promise<string> {
  const response = await fetch(`${shop}/?customer=${customer}`, { redirect: 'manual' })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

it('keeps what was written, and who was signed in, between two starts', async () => {
  const first = await demo()
  expect(first.said).toContain('with eight to begin with')
  const cookie = await signedIn(first.shop, 'emma')
  const begun = await fetch(`${first.shop}/api/support/tickets`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'Kept over night', category: 'other' }),
  })
  expect(begun.status).toBe(201)
  expect(await first.end()).toBe(0)

  const second = await demo()
  expect(second.said).toContain('as they were left')
  const list = await fetch(`${second.shop}/api/support/tickets`, { headers: { cookie } })
  const { items } = (await list.json()) as { items: { subject: string }[] }
  expect(items.map(({ subject }) => subject)).toContain('Kept over night')
  expect(await second.end()).toBe(0)
}, 180_000)
