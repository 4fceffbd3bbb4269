import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

it('runs, and prints why the ticket is as it is', { timeout: 60_000 }, async () => {
  const { status, stdout, stderr } = await runMain()
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const printed = stdout.replaceAll(INSTANT, 'INSTANT').replaceAll(/\s+/g, ' ').trim()
  expect(printed).toBe(
    [
      "{ priority: { policy: 'matrix', version: 1, at: INSTANT, by: { type: 'agent', id: 'a7' },",
      "reasons: [ { code: 'matrix', impact: 'one', urgency: 'high' } ], changesAt: null },",
      "assignment: { policy: 'least-load', version: 1, at: INSTANT, by: { type: 'system', id: 'docket' },",
      "reasons: [ { code: 'no-candidates' } ] },",
      "dates: [ { event: 'close', target: null, dueAt: INSTANT,",
      "reasons: [ { code: 'timeout', state: 'solved', since: INSTANT, after: { days: 7 } } ] } ] }",
    ].join(' '),
  )
  const [dueAt, since] = [...stdout.matchAll(INSTANT)].slice(-2).map(([instant]) => Date.parse(instant))
  expect((dueAt ?? 0) - (since ?? 0)).toBe(7 * 86_400_000)
})

async function runMain() {
  const child = spawn(process.execPath, ['--conditions=@docket/source', '--import', 'tsx', MAIN], {
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
