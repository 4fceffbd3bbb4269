// docs/embed-api.md promises: what it shows runs as it stands, from the server to the last call. So do the servers that the
// READMEs and the guide for React open with, once they know who asks and have a port.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { root } from './run.mjs'

const blocksOf = (path, language) =>
  [...readFileSync(join(root, path), 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code]) => code,
  )
const [server, byFetch, byClient] = blocksOf('docs/embed-api.md', 'ts')
const [, , byCurl] = blocksOf('docs/embed-api.md', 'sh')
// Each starts a process of its own, which takes its time.
vi.setConfig({ testTimeout: 90_000 })

const children = new Set()
let env

/** Runs a program to its end, or until it is killed; gives what it said. */
function start(command, args, cwd) {
  const child = spawn(command, args, { cwd: join(root, cwd), env })
  children.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece))
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: String(error), output }))
    child.once('close', (code) => resolve({ code, output }))
  })
  return { child, ended }
}

/** A module as whoever copies it would run it, in a folder that knows what it imports. */
const runModule = (code, folder) => {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(code, { compilerOptions })
  const about = ['--conditions=@docket/source', '--import', 'tsx', '--input-type=module', '--eval', outputText]
  return start(process.execPath, about, `packages/${folder}`)
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Runs a server until it is ready; gives its address. */
async function serve(code) {
  env.PORT = String(await freePort())
  const { ended } = runModule(code.replace('listen(3000)', `listen(${env.PORT})`), 'http')
  let said
  void ended.then((end) => (said = end))
  const address = `http://localhost:${env.PORT}/api/support`
  const answers = () =>
    fetch(`${address}/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) {
    if (said) throw new Error(`The server ended: ${said.output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return address
}

beforeAll(async () => {
  const secret = () => randomBytes(32).toString('hex')
  env = { ...process.env, DOCKET_TOKEN_KEY: secret(), DOCKET_SECRET: secret() }
  await serve(server)
}, 60_000)

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

it('asks with curl, and twice by one key is once', async () => {
  const code = `set -eu\n${byCurl.replace('localhost:3000', `localhost:${env.PORT}`)}`
  const { code: status, output } = await start('bash', ['-c', code], '.').ended
  expect(status, output).toBe(0)
  expect(output).toContain('The screen stays dark')
  expect(output.match(/It is the left one\./g)?.length).toBeGreaterThanOrEqual(2)
})

it('asks with fetch', async () => {
  const { code, output } = await runModule(byFetch, 'http').ended
  expect(code, output).toBe(0)
  expect(output).toMatch(/^[0-9a-f-]{36} \w+/)
})

it('asks with the client, which keeps what it shows up to date', async () => {
  const { code, output } = await runModule(byClient, 'client').ended
  expect(code, output).toBe(0)
  expect(output).toContain('By the client')
})

const ASKS = "const principal = { tenant: 'shop', actor: { type: 'requester', id: 'c42' } }\n"

it.each(['README.md', 'README.zh-CN.md'])('serves a desk by the ten lines of %s', async (path) => {
  const address = await serve(ASKS + blocksOf(path, 'ts')[0])
  const headers = { cookie: 'session=1', 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ subject: 'By ten lines' }) }
  expect((await fetch(`${address}/tickets`, init)).status).toBe(201)
  expect((await fetch(`${address}/tickets`)).status).toBe(401)
})

it('serves what the guide for React promises: visitors and answers', async () => {
  const address = await serve(ASKS + blocksOf('docs/embed-react.md', 'ts')[0])
  const json = { 'content-type': 'application/json' }
  const { token } = await (await fetch(`${address}/visitors`, { method: 'POST', headers: json, body: '{}' })).json()
  const headers = { authorization: `Bearer ${token}` }
  const found = await (await fetch(`${address}/suggestions?text=send+it+back&locale=en`, { headers })).json()
  expect(JSON.stringify(found)).toContain('Send something back')
  const meta = await (await fetch(`${address}/meta`, { headers })).json()
  expect(meta).toMatchObject({ uploads: true, suggestions: true })
})
