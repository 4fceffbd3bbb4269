import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateLog } from '@docket/example-incident-replay'
import { afterAll, beforeAll, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'docket-sla-lab-'))
const [file, out] = [join(folder, 'log.csv'), join(folder, 'chart.svg')]

beforeAll(() => writeFileSync(file, [...generateLog({ seed: 5, size: { incidents: 120 } })].join('')))
afterAll(() => rmSync(folder, { recursive: true }))

it('prints one JSON object and writes the chart', { timeout: 60_000 }, async () => {
  const { status, stdout, stderr } = await runMain('--file', file, '--out', out, '--json')
  expect([status, stderr]).toEqual([
    0,
    `Importing ${file}.\nRehearsing: High within 4 hours instead of 8.\nRehearsing: Saturday shifts, 09:00 to 13:00.\nThe chart is in ${out}.\n`,
  ])
  const { history, changes } = JSON.parse(stdout) as { history: string; changes: Record<string, unknown>[] }
  expect(history).toBe(file)
  expect(changes.map(({ id }) => id)).toEqual(['faster-high', 'saturday-shifts'])
  expect(readFileSync(out, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
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
