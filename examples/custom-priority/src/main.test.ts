import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateLog } from '@docket/example-incident-replay'
import { afterAll, beforeAll, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'docket-custom-priority-'))
const [file, out] = [join(folder, 'log.csv'), join(folder, 'page.html')]

beforeAll(() => writeFileSync(file, [...generateLog({ seed: 5, size: { incidents: 40 } })].join('')))
afterAll(() => rmSync(folder, { recursive: true }))

it('prints the figures and writes the page', { timeout: 120_000 }, async () => {
  const { status, stdout, stderr } = await runMain('--file', file, '--out', out)
  expect([status, stderr]).toEqual([
    0,
    `Importing ${file}.\nRehearsing the new priority and routing.\nThe page is in ${out}.\n`,
  ])
  expect(stdout).toMatch(/given to somebody +\d+ +\d+\n/)
  expect(stdout).toMatch(/with another agent, team or priority: \d+ of 40 tickets\n/)
  expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/)
})

it('says in a sentence what is wrong', { timeout: 60_000 }, async () => {
  const missing = join(folder, 'none.csv')
  expect(await runMain('--file', missing)).toEqual({ status: 1, stdout: '', stderr: `There is no file ${missing}.\n` })
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
