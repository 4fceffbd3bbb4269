import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateLog } from './generate/log.js'
import { capacityToJson } from './routing/capacity-table.js'
import { routingToJson } from './routing/routing-table.js'
import { slaToJson } from './sla/sla-table.js'
import { figuresByOracle } from './testing/oracle.js'
import { runQuietly, textLog } from './testing/run-text.js'
import { type TestDatabase, testDatabase } from './testing/test-database.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const csv = [...generateLog({ seed: 9, size: { incidents: 600 } })].join('')
const folder = mkdtempSync(join(tmpdir(), 'docket-replay-'))
const file = join(folder, 'log.csv')
let database: TestDatabase

beforeAll(async () => {
  writeFileSync(file, csv)
  database = await testDatabase()
})
afterAll(async () => {
  await database.destroy()
  rmSync(folder, { recursive: true })
})

/** Runs the command; kills it hard as soon as it has said `killAt`. */
function command(killAt?: string): Promise<{ signal: string | null; output: string; said: string }> {
  const args = ['--conditions=@docket/source', '--import', 'tsx', MAIN]
  const options = ['--store', 'postgres', '--url', database.url, '--file', file, '--json']
  const child = spawn(process.execPath, [...args, ...options], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let said = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString()
  })
  child.stderr.on('data', (part: Buffer) => {
    said += part.toString()
    if (killAt !== undefined && said.includes(killAt)) child.kill('SIGKILL')
  })
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, output, said })))
}

async function countOf(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>(`select count(*) from docket.${table}`)
  return Number(rows[0]?.count)
}

it('ends in the same figures however often it is killed', { timeout: 120_000 }, async () => {
  const counts: number[] = []
  for (const moment of ['600 incidents', '10 %', '30 %', '80 %']) {
    const { signal, output } = await command(moment)
    expect([signal, output], moment).toEqual(['SIGKILL', ''])
    counts.push(await countOf('ticket'))
  }
  expect(counts.at(0)).toBeLessThan(600)
  expect(counts.at(1)).toBeGreaterThan(0)
  expect(counts.at(1)).toBeLessThan(600)
  expect(counts).toEqual([...counts].sort((one, other) => one - other))

  const { signal, output, said } = await command()
  expect(signal).toBeNull()
  expect(said).toContain('going on where it was')
  const { commandsPerSecond: _, sla, routing, capacity, ...figures } = JSON.parse(output) as Record<string, unknown>
  const undisturbed = await runQuietly(textLog(csv))
  expect(figures).toEqual(undisturbed.figures)
  expect(sla).toEqual(slaToJson(undisturbed.sla, null))
  expect(routing).toEqual(routingToJson(undisturbed.routing))
  expect(capacity).toEqual(capacityToJson(undisturbed.lived?.figures ?? null))
  expect(figures['refusals']).toEqual(figuresByOracle(csv).refusals)
  expect(await countOf('ticket')).toBe(600)
})
