import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { HELP } from './options.js'
import { collect } from './report/collect.js'
import { BEGIN, tell } from './story/tell.js'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

it('prints the same bytes for the same seed, in any process', { timeout: 300_000 }, async () => {
  const clock = manualClock(BEGIN)
  const report = await collect(await tell(memoryStore({ clock }), clock, 5), 5)
  const { status, stdout, stderr } = await runMain('--seed', '5', '--json')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toBe(`${JSON.stringify(report)}\n`)
})

it('says how it is used, and in a sentence what is wrong', { timeout: 60_000 }, async () => {
  expect(await runMain('--help')).toEqual({ status: 0, stdout: HELP, stderr: '' })
  expect(await runMain('--lang', 'fr')).toEqual({ status: 1, stdout: '', stderr: '--lang fr is none of en, zh.\n' })
  expect((await runMain('--sed', '1')).stderr).toMatch(
    /^Unknown option '--sed'.* See npm run demo:company -- --help\.\n$/,
  )
  expect((await runMain('--seed', 'x')).stderr).toBe('--seed x is no whole number; write one such as 7.\n')
})

async function runMain(...options: string[]) {
  const child = spawn(process.execPath, ['--conditions=@docket/source', '--import', 'tsx', MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', NODE_ENV: undefined },
  })
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const [status] = await closed
  return { status, stdout, stderr }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
