// docs/embed-api.md promises: what it shows runs as it stands, from the server to the last call.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './run.mjs'

const text = readFileSync(join(root, 'docs/embed-api.md'), 'utf8')
const blocks = (language) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code)
const [server, byFetch, byClient] = blocks('ts')
const [, , byCurl] = blocks('sh')
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

beforeAll(async () => {
  const secret = () => randomBytes(32).toString('hex')
  env = { ...process.env, PORT: String(await freePort()), DOCKET_TOKEN_KEY: secret(), DOCKET_SECRET: secret() }
  const { ended } = runModule(server, 'http')
  let said
  void ended.then((end) => (said = end))
  const answers = () =>
    fetch(`http://localhost:${env.PORT}/api/support/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) {
    if (said) throw new Error(`The server of the guide ended: ${said.output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
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
